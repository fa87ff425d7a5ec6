// The collection of evidence that nobody needs any more (projections/retention.hpp): once a day of
// the ledger's clock, some holders at a time.
//
// What a legal hold stands on stays, of everybody who is the same person. Where it is, the view
// `evidence` ‖ 0x00 ‖ `collected` says, so that a restart goes on: {"day", "cursor"?}, a day
// without a cursor is finished. One thread. Errors: storage; a holder that cannot be judged is
// passed over.
#pragma once

#include "ledger/log.hpp"
#include "privacy/evidence.hpp"
#include "service/clock.hpp"
#include "service/record_cache.hpp"

namespace recert::service {

inline constexpr std::size_t kHoldersCollectedAtOnce = 64;

class Collection {
  public:
    // All of them outlive it.
    Collection(ledger::Log& log, privacy::Evidence& evidence, RecordCache& cache,
               const Clock& clock)
        : log_(log), evidence_(evidence), cache_(cache), clock_(clock) {}

    // Some holders' evidence. False: all of today's is done.
    Result<bool> operator()();

  private:
    Status collect(const ledger::Reader& reader, const std::string& holder, events::Instant now);

    ledger::Log& log_;
    privacy::Evidence& evidence_;
    RecordCache& cache_;
    const Clock& clock_;
};

}  // namespace recert::service
