// The certification periods of a credential: those its decisions granted, and the next one.
//
// Decided cycles keep the dates in their decision. A cycle's length is counted from the first start
// of the rhythm, never from the previous end, so that a clamped month's end does not drift
// (domain §8.11).
#pragma once

#include <optional>
#include <vector>

#include "projections/program.hpp"
#include "projections/record.hpp"

namespace recert::projections {

struct Cycle {
    std::int64_t number;
    events::Date starts_on;
    events::Date ends_on;
    events::Date granted_on;  // when the decision takes effect
    Seq decision;
    const RulesVersion* rules;  // in force on its first day; owned by the Program
};
using Cycles = std::vector<Cycle>;

// By the decisions alone, in order; empty before the award.
Cycles decided_cycles(const CredentialRecord& record, const Program& program);

// Dates and rules of the cycle that an award on `award_date` opens, or that follows the last one.
Cycle first_cycle(const Program& program, events::Date award_date);
Cycle next_cycle(const Cycles& cycles, const Program& program);

// The cycle a fact of `date` belongs to, when facts up to `window` after an end may still count
// for it: the old cycle while that is unmet, else the new one. Null: none.
const Cycle* cycle_of(const Cycles& cycles, events::Date date,
                      std::optional<Period> Windows::*window);

}  // namespace recert::projections
