// What the register notes of people: who was erased, and who is continued by whom.
//
// Rows under the build's prefix (register.hpp), integers big-endian:
//   'e' ‖ holder                                  -> seq of holder.erased (uint64)
//   'm' ‖ into ‖ 0x00 ‖ from ‖ 0x00 ‖ seq(8)      -> "+"
// A merger that was voided keeps its row: the record of `from` says whether it holds. All of it
// follows from the events alone. Pure but for the reader; thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "events/event.hpp"
#include "ledger/group.hpp"
#include "ledger/reader.hpp"
#include "result.hpp"
#include "views/register.hpp"

namespace recert::views {

// What an event changes here: one of a holder, if at all.
std::optional<ledger::ViewChange> person_change(Build build, const events::Recorded& recorded);

// False ends the visit.
using HolderVisitor = std::function<bool(std::string_view holder)>;

Status visit_erased(const ledger::Reader& reader, Build build, const HolderVisitor& visit);

// Who was at any time merged into a holder; somebody perhaps twice.
Status visit_merged_into(const ledger::Reader& reader, Build build, std::string_view into,
                         const HolderVisitor& visit);

}  // namespace recert::views
