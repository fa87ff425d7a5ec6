// What status lists say of badges, noted in the register as the events tell it: rows under the
// build's prefix (register.hpp), integers big-endian:
//   's' ‖ place (uint64)  -> bits ‖ seq (uint64) of the event that told it
// where a bit is 1 for revoked, 2 for suspended. A credential whose cycles were granted, and
// nothing else, has none; a mark that was taken off keeps its row, with no bit. What a place is:
// projections/badge_marks.hpp. Pure but for the reader; thread-safe.
#pragma once

#include <functional>
#include <vector>

#include "ledger/group.hpp"
#include "ledger/reader.hpp"
#include "projections/badge_marks.hpp"
#include "views/register.hpp"

namespace recert::views {

// What the event at `seq`, the last of `record`, changes here.
std::vector<ledger::ViewChange> badge_mark_changes(Build build,
                                                   const projections::CredentialRecord& record,
                                                   Seq seq);

// Every mark of the places from `from` on, before `until`, in order; `since` is when it was told.
using BadgeMarkVisitor =
    std::function<void(Seq place, const projections::BadgeMark& mark, Seq since)>;
Status visit_badge_marks(const ledger::Reader& reader, Build build, Seq from, Seq until,
                         const BadgeMarkVisitor& visit);

}  // namespace recert::views
