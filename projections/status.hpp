// The status on a date: candidate, active, or what its unmet end has led to (domain §6, §8.3).
#pragma once

#include "projections/standing.hpp"

namespace recert::projections {

// Those of `cycles` whose decision had taken effect by `as_of`.
Cycles granted_by(const Cycles& cycles, events::Date as_of);

// `path` and `cycles` as of the same date.
CredentialStatus status_on(const PathState& path, const Cycles& cycles, events::Date as_of);

}  // namespace recert::projections
