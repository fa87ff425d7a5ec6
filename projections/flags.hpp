// What somebody should look at, though nothing was refused for it: readings of an ambiguous rule,
// facts that came late, decisions that lost their basis (api §2, Flags).
#pragma once

#include <vector>

#include "projections/standing.hpp"

namespace recert::projections {

// `cycles`: those granted by `as_of`; `judgements`: theirs, on that day.
std::vector<Reason> flags_of(const Matter& matter, const PathState& path, const Cycles& cycles,
                             const std::vector<CycleJudgement>& judgements, events::Date as_of);

}  // namespace recert::projections
