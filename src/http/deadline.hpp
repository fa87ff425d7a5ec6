// What a connection is busy with, and until when: each phase has its limit from the settings.
// One thread.
#pragma once

#include "http/settings.hpp"

namespace recert::http {

enum class Phase { handshake, idle, header, body, handling, writing, lingering };

class Deadline {
  public:
    explicit Deadline(const Settings& settings) : settings_(settings) {}

    void enter(Phase phase);  // from now on
    Phase phase() const { return phase_; }
    bool passes(Clock::time_point now);          // once it has, has_passed() says so
    bool has_passed() const { return passed_; }  // in this phase

  private:
    const Settings& settings_;
    Phase phase_ = Phase::idle;
    Clock::time_point at_ = Clock::time_point::max();
    bool passed_ = false;
};

}  // namespace recert::http
