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

// Whether a holder lets sponsors see the credentials that they pay for, as of now: who takes that
// back takes it back for the past, too. A merged holder's wish is that of who continues it.
Result<bool> shares_with_sponsor(const ledger::Reader& reader, RecordCache& cache,
                                 std::string holder);

}  // namespace recert::service
