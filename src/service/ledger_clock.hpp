// The time it is in a ledger: the machine's, and in a sandbox put forward by an offset that the
// ledger keeps, so that it stands also after a restart. Time passes as on the machine.
//
// Whether a ledger is a sandbox is settled before its first entry and never changes. Thread-safe.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "ledger/log.hpp"
#include "result.hpp"
#include "service/clock.hpp"
#include "service/service.hpp"

namespace recert::service {

// What a start says of the clock.
struct WantedClock {
    bool sandbox = false;
    // Where the time of a new sandbox begins, past or future; absent: where the machine's is.
    std::optional<events::Instant> begins_at = std::nullopt;
};

class LedgerClock final : public Clock {
  public:
    // Errors: refused-start, for a sandbox wanted of a ledger that has entries and is none.
    static Result<std::unique_ptr<LedgerClock>> open(ledger::Log& log,
                                                     std::shared_ptr<const Clock> machine,
                                                     const WantedClock& wanted);

    events::Instant now() const override { return machine_->now() + offset_.load(); }
    ClockState state() const;

    // Durable when it answers. Errors: not-a-sandbox; clock-backward, and schema for an instant
    // after 8999 (/now).
    Status put_forward(events::Instant to);

  private:
    LedgerClock(ledger::Log& log, std::shared_ptr<const Clock> machine)
        : log_(log), machine_(std::move(machine)) {}

    Status begin(const WantedClock& wanted);
    Status keep(std::chrono::milliseconds offset);

    ledger::Log& log_;
    std::shared_ptr<const Clock> machine_;
    bool is_sandbox_ = false;
    std::atomic<std::chrono::milliseconds> offset_{std::chrono::milliseconds{0}};
    std::mutex moving_;
};

}  // namespace recert::service
