// Time as the service sees it: a seam, so that a test or a sandbox can set it.
#pragma once

#include "events/values.hpp"

namespace recert::service {

// Thread-safe.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual events::Instant now() const = 0;
};

class SystemClock final : public Clock {
  public:
    events::Instant now() const override;
};

// recorded_at: never before the one given out last, also when the clock goes back. One thread.
class RecordingClock {
  public:
    RecordingClock(const Clock& clock, events::Instant last) : clock_(clock), last_(last) {}
    events::Instant next();

  private:
    const Clock& clock_;
    events::Instant last_;
};

}  // namespace recert::service
