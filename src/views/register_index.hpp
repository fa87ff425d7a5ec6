// What the register keeps beside its rows, so that a list finds them: notes under the build's
// prefix (register.hpp), each at a place that is asked for, with the credential and since when:
//   'd' ‖ program ‖ 0x00 ‖ status ‖ 0x00 ‖ side ‖ node(2) ‖ day(2)      ‖ note
//   'h' ‖ holder ‖ 0x00                                                 ‖ note
//   'o' ‖ organization ‖ 0x00                                           ‖ note
//   'p' ‖ program ‖ 0x00                                                ‖ note
// where note is credential ‖ 0x00 ‖ seq(8) -> "+" from that seq on, "-" no longer; integers
// big-endian. None is ever erased: the last one up to a seq says what was known then.
//
// A status is noted for each span of days that a timeline gives it, in the tree of day_tree.hpp
// (side 'f': noted by its first day, 'l': by its last). So a list by status visits the credentials
// that have it on the day asked for, be it rare or common, the day past, present or to come, and
// beside them only those that were taken to have it on that day until something else was known. By
// status alone, or by status and first day, a list of those in grace would look at everybody who
// ever was or will be. The price: such a list is ordered by place, not by id; and a changed
// timeline costs four notes for each span that moved.
//
// All of it follows from a row and the one before, so a rebuild writes the same bytes. Pure but for
// the reader; thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/event.hpp"
#include "ledger/group.hpp"
#include "projections/standing.hpp"
#include "views/register.hpp"

namespace recert::views {

// The views that change when a credential's row becomes `row` at `seq`, the row among them;
// `before` is empty when there was none. Errors: corrupt, for what is no row.
Result<std::vector<ledger::ViewChange>> row_changes(Build build, std::string_view credential,
                                                    Seq seq, std::string_view before,
                                                    std::string_view row);

// What one event of a credential changes.
struct RowChange {
    std::vector<ledger::ViewChange> views;
    std::optional<std::string> row;  // the credential's row from now on, if it is another
};
// `record` and `context` are as the event left them; `row_before` is asked when it matters.
Result<RowChange> changes_by(Build build, const events::Recorded& recorded,
                             const projections::CredentialRecord& record,
                             const projections::Context& context,
                             const std::function<Result<std::string>()>& row_before);

// Places that are asked for one after the other. Runs are in order of their places.
struct Run {
    std::string from;
    std::string until;
    std::size_t place_bytes;
};
Run run_of_members(const events::StreamName& of);  // of a program, holder or organization, by id
std::vector<Run> runs_of_status(const std::string& program, projections::CredentialStatus status,
                                events::Date as_of);
// Where those are that have the status up to that day and no longer, in order of the day's nodes.
std::vector<Run> runs_of_last_day(const std::string& program, projections::CredentialStatus status,
                                  events::Date day);

// What is noted of one credential at one place. Valid during the visit only.
struct Note {
    std::string_view position;  // place ‖ credential
    std::string_view credential;
    bool holds;  // as known then
};
using NoteVisitor = std::function<bool(const Note& note)>;  // false ends the visit

// The notes of a run that come after a position (empty: all of them), as known at `known`.
Status visit_notes(const ledger::Reader& reader, Build build, const Run& run,
                   std::string_view after, Seq known, const NoteVisitor& visit);

// All credentials of a program, holder or organization, in order of their ids, those after the id
// `after` (empty: from the first). An unknown stream has none. False ends the visit.
Status visit_credentials(const ledger::Reader& reader, Build build, const events::StreamName& of,
                         std::string_view after,
                         const std::function<bool(std::string_view credential)>& visit);

}  // namespace recert::views
