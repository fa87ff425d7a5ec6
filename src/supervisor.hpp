// Who started the service and watches over it: systemd, by its notification protocol. Without it
// nothing is told and nobody waits.
#pragma once

#include <chrono>
#include <optional>

namespace recert {

class Supervisor {
  public:
    Supervisor();

    bool is_there() const { return is_there_; }
    // How often it wants to hear that the service lives; nullopt: it does not ask.
    std::optional<std::chrono::microseconds> wants_news_every() const { return every_; }

    void tell_ready() const;
    void tell_alive() const;
    void tell_ending() const;

  private:
    bool is_there_;
    std::optional<std::chrono::microseconds> every_{};
};

}  // namespace recert
