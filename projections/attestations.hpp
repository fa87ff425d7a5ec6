// What was attested for a cycle, and so which of the requirements apply to it: some do only when
// the holder says so, for instance that they audit.
#pragma once

#include <string_view>
#include <vector>

#include "projections/cycles.hpp"
#include "projections/matter.hpp"

namespace recert::projections {

// The signatures that count for `cycle`, because they name it or by their day (up to the end of its
// pay window), of those that took effect up to `as_of`.
std::vector<Seq> signatures(const Matter& matter, const Cycles& cycles, const Cycle& cycle,
                            std::string_view attestation, events::Date as_of);

bool applies(const Requirement& rule, const Matter& matter, const Cycles& cycles,
             const Cycle& cycle, events::Date as_of);

}  // namespace recert::projections
