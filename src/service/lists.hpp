// The streams of a collection, a page at a time: of credentials the standings, of the others what
// is known of them, all in short form, on a day and as known at an entry.
//
// What one page looks at is bounded: it may hold fewer items than asked, even none, and still name
// a next one. What a reader may not know of is left out. Thread-safe.
// Errors: those of listing.hpp; corrupt, storage.
#pragma once

#include "service/listing.hpp"

namespace recert::service {

inline constexpr std::size_t kRowsVisitedMax = 10'000;    // of the register
inline constexpr std::size_t kNotesVisitedMax = 100'000;  // by which rows are found
inline constexpr std::size_t kStreamsVisitedMax = 10'000;

Result<Page> list_page(const Reading& reading, const ListQuery& query, const Principal& who);

// Of credentials: {"id", "version"} and projections::short_standing.
Result<Page> credential_page(const Reading& reading, const Listing& listing, std::size_t limit,
                             const Principal& who);

// Of the others: {"id", "version"} and some members of their state.
Result<Page> stream_page(const Reading& reading, const Listing& listing, std::size_t limit,
                         const Principal& who);

}  // namespace recert::service
