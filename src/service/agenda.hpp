// What waits to be swept, kept in the ledger's views so that it survives the process.
//
// An event that may change decisions elsewhere leaves a note in the batch that makes it durable;
// the note goes when all credentials it touches are decided again. Each program has the day for
// which all of its credentials were last decided again. Keys, integers big-endian:
//   `sweep` ‖ 0x00 ‖ `cause` ‖ 0x00 ‖ seq (uint64)  -> {"scope", "cursor"?}
//   `sweep` ‖ 0x00 ‖ `day` ‖ 0x00 ‖ program         -> {"day", "cursor"?}
// with canonical JSON for values. `cursor` is the last credential done; a day without one is
// finished. None of it is a projection: it cannot be told from the events, and needs not.
// Errors: storage, corrupt.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/event.hpp"
#include "ledger/reader.hpp"
#include "result.hpp"
#include "service/record_cache.hpp"

namespace recert::service {

// The credentials of a program, holder or organization, to be decided again one after the other.
struct Pass {
    events::StreamName scope;
    std::optional<Seq> cause;         // none: because of the day
    std::optional<events::Date> day;  // set where `cause` is not
    std::string cursor;               // empty: not begun
};

ledger::ViewChange note_cause(const events::Envelope& envelope);
ledger::ViewChange note_progress(const Pass& pass);
ledger::ViewChange note_end(const Pass& pass);

// The pass to go on with: the oldest cause first, then a program whose day is over. `now` is what
// the clock says. nullopt: there is nothing to do.
Result<std::optional<Pass>> next_pass(const ledger::Reader& reader, RecordCache& cache,
                                      events::Instant now);

// Of the causes that wait; counts no further than `limit`.
Result<std::size_t> count_causes(const ledger::Reader& reader, std::size_t limit);

// The first credentials of `scope` after `cursor`, by id, no more than `limit`.
Result<std::vector<std::string>> credentials_after(const ledger::Reader& reader,
                                                   const events::StreamName& scope,
                                                   std::string_view cursor, std::size_t limit);

}  // namespace recert::service
