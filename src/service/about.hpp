// What a stream is about: whose it is, as far as grants ask (access.hpp). Thread-safe.
#pragma once

#include "service/access.hpp"
#include "service/records.hpp"

namespace recert::service {

// But for `is_shared`, which other streams tell.
About about(const events::StreamName& stream, const Held& record);

// As known by now. Errors: not-found when there is no such stream; corrupt.
Result<About> about_stream(const ledger::Reader& reader, RecordCache& cache,
                           const events::StreamName& stream);

// Who a holder is by now: the one that continues it, or itself. Errors: storage, corrupt.
struct HolderNow {
    std::string id;
    std::shared_ptr<const projections::HolderRecord> record;
};
Result<HolderNow> holder_now(const ledger::Reader& reader, RecordCache& cache, std::string holder);

// What a holder said last of one preference; false before it said anything. As of now, also where
// the past is asked about: who takes a consent back takes it back for the past, too.
bool prefers(const projections::HolderRecord& record,
             std::optional<bool> events::HolderPreferred::*what);

// Whether a holder lets sponsors see the credentials that they pay for. A merged holder's wish is
// that of who continues it.
Result<bool> shares_with_sponsor(const ledger::Reader& reader, RecordCache& cache,
                                 const std::string& holder);

}  // namespace recert::service
