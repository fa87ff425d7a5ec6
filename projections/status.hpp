// The status on a date: candidate, active, or what its unmet end has led to (domain §6, §8.3).
#pragma once

#include <set>

#include "projections/standing.hpp"

namespace recert::projections {

// Every practicum that was selected at any time.
std::set<events::PracticumId> practicums_of(const CredentialRecord& record);

// What staff or the holder made of the credential, whatever its cycles say: the last of such facts
// by `as_of`; nullopt when there is none, or a reinstatement or resumption took it back.
std::optional<CredentialStatus> imposed_status(const CredentialRecord& record, events::Date as_of);

// After these the service decides nothing until staff resume (domain §8.18).
bool ends_decisions(CredentialStatus imposed);

CredentialStatus status_of(StageStatus stage);

// `path` and `cycles` as of the same date.
CredentialStatus status_on(const CredentialRecord& record, const PathState& path,
                           const Cycles& cycles, events::Date as_of);

}  // namespace recert::projections
