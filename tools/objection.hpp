// Whether a decision of the service, or the basis it filled into a person's, is what the facts and
// rules known just before it support (domain §2, §8.2, §8.3, §8.6). Pure.
//
// The day on which it was decided is that of its recording in the program's zone, and no time-zone
// database is at hand: it is one of three days. A decision that any of them supports stands.
// Leaves out whether it still stands by what is known now (auditing.hpp).
#pragma once

#include <optional>
#include <string>

#include "events/event.hpp"
#include "projections/context.hpp"
#include "projections/record.hpp"

namespace recert::tools {

// Awards, renewals, and what else the service appends to a credential.
bool is_decision(const events::Recorded& recorded);

// Made by another version of assess (basis.engine), which is not at hand.
bool is_of_other_engine(const events::Recorded& decision);

// Why it is not supported; nullopt: it is. `before`: the record without it.
std::optional<std::string> objection_to(const events::Recorded& decision,
                                        const projections::CredentialRecord& before,
                                        const projections::Context& context);

}  // namespace recert::tools
