// The certification periods of a credential: those its decisions granted, and the next one.
//
// Decided cycles keep the dates in their decision. A cycle's length is counted from the first start
// of the rhythm, never from the previous end, so that a clamped month's end does not drift
// (domain §8.11). An extension moves a cycle's deadlines, not the rhythm (§8.17); a reinstatement
// after a final stage begins a cycle anew, which ends when staff say.
#pragma once

#include <optional>
#include <vector>

#include "projections/context.hpp"

namespace recert::projections {

struct Extension {
    events::Date on;
    events::Date until;
};

struct Cycle {
    std::int64_t number = 0;
    events::Date starts_on;
    events::Date ends_on;
    events::Date granted_on;  // when the decision takes effect
    Seq decision;
    const RulesVersion* rules = nullptr;     // that judge its first day; owned by the Program
    bool begun_anew = false;                 // by a reinstatement: follows on no cycle
    std::vector<Extension> extensions = {};  // in order of seq
    events::Date deadline = ends_on;         // the end, or what extensions moved it to
};
using Cycles = std::vector<Cycle>;

// By the decisions alone, in order, with every extension there is; empty before the award.
Cycles decided_cycles(const CredentialRecord& record, const Program& program);

// Those of `cycles` whose decision had taken effect by `as_of`, as they were extended by then.
Cycles granted_by(const Cycles& cycles, events::Date as_of);

// Dates and rules of the cycle that an award on `award_date` opens, or that follows the last one,
// whose requirements were met on `satisfied_on`.
Cycle first_cycle(const Context& context, events::Date award_date);
Cycle next_cycle(const Cycles& cycles, const Context& context, events::Date satisfied_on);

// The cycle a fact of `date` belongs to, when facts up to `window` after the deadline may still
// count for it: the old cycle while that is unmet, else the new one. Null: none.
const Cycle* cycle_of(const Cycles& cycles, events::Date date,
                      std::optional<Period> Windows::*window);

// A year of the cycle: of the calendar for calendar-year anchors, else counted from its first day.
struct CycleYear {
    events::Date starts_on;
    events::Date ends_on;
    bool is_full;
};
std::vector<CycleYear> years_of(const Cycle& cycle);  // at least one
// The year that contains the date; after the end the last, before the start the first.
std::size_t year_of(const std::vector<CycleYear>& years, events::Date date);

// The stage that an unmet cycle has reached on a day; null: none yet.
const Stage* stage_on(const Cycle& cycle, events::Date day);
// The last day before a final stage of the cycle's rules begins; nullopt when none ever does.
std::optional<events::Date> last_day_before_final_stage(const Cycle& cycle);
// The first day on which a renewal may be decided.
events::Date opens_for_renewal(const Cycle& cycle);

}  // namespace recert::projections
