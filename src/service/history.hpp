// The past of streams and of the whole ledger, page by page.
//
// A cursor is opaque (base64url of JSON) and keeps what was known when the first page was asked
// for, the filters, and where to go on. A page looks at no more than kScanMax entries: it may hold
// fewer items than asked, even none, and still name a next one. Thread-safe.
// Errors: bad-parameter (its pointer the parameter's name), not-found, forbidden.
#pragma once

#include "ledger/reader.hpp"
#include "privacy/vault.hpp"
#include "service/questions.hpp"
#include "service/record_cache.hpp"
#include "service/service.hpp"

namespace recert::service {

inline constexpr std::size_t kPageItemsMax = 1'000;
inline constexpr std::size_t kScanMax = 10'000;

Result<Page> history(const ledger::Reader& reader, RecordCache& cache, const privacy::Vault& vault,
                     const EventsQuery& query, const Principal& who, events::Instant now);

}  // namespace recert::service
