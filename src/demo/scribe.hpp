// Appends what happens at a moment, in order and without waiting for each; then waits for all the
// answers, and passes them on in the same order. A refusal ends it: in a demo each is a mistake.
//
// One thread appends and waits; the service answers on another.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "service/service.hpp"

namespace recert::demo {

class Scribe {
  public:
    using Heard = std::function<void(const service::Appended&)>;

    explicit Scribe(service::Service& service) : service_(service) {}
    ~Scribe() { await_answers(); }

    void append(service::Append request, Heard heard = {});
    // Errors: that of the first refusal, with what was refused in front.
    Status wait();
    // Count of events so far, as answered.
    std::uint64_t events() const { return events_; }
    Seq last() const { return last_; }

  private:
    struct Line {
        std::string what;  // for a refusal
        Heard heard;
        std::optional<Result<service::Appended>> answer;
    };

    void await_answers();

    service::Service& service_;
    std::deque<Line> lines_;  // references stay valid while lines are added
    std::uint64_t events_ = 0;
    Seq last_{};

    std::mutex mutex_;
    std::condition_variable answered_;
    std::size_t in_flight_ = 0;
};

}  // namespace recert::demo
