// The status on a date: candidate, active, or what its unmet end has led to (domain §6, §8.3).
#pragma once

#include <set>

#include "projections/standing.hpp"

namespace recert::projections {

// Every practicum that was selected at any time.
std::set<events::PracticumId> practicums_of(const CredentialRecord& record);

// Those of `cycles` whose decision had taken effect by `as_of`.
Cycles granted_by(const Cycles& cycles, events::Date as_of);

// `path` and `cycles` as of the same date.
CredentialStatus status_on(const PathState& path, const Cycles& cycles, events::Date as_of);

}  // namespace recert::projections
