// The decision that the facts support and nobody has made yet: an award or a renewal.
//
// Used by decide, which appends it, and by whoever audits a history. Pure.
#pragma once

#include <optional>

#include "events/event.hpp"
#include "projections/context.hpp"
#include "projections/record.hpp"

namespace recert::projections {

struct DueDecision {
    events::CredentialEvent event;  // without the credential's number
    events::Date on;                // from which day it takes effect
    bool is_for_person;  // retroactive rules decide about the time before they were published
};

// By all facts of the record that took effect up to `today`. A voided decision is not made again:
// it waits for a person (domain §4, §8.19).
std::optional<DueDecision> supported_decision(const CredentialRecord& record,
                                              const Context& context, events::Date today);

// The same, but for one that a person makes: what the service decides by itself (domain §8.10).
std::optional<DueDecision> due_decision(const CredentialRecord& record, const Context& context,
                                        events::Date today);

// Whether another engine made a decision, and nothing was taken back since that it may have rested
// on (void, amendment, withdrawal, review, a further fee, a refund). Then it is not for this engine
// to condemn: what a later one makes of the same facts takes nothing from an old decision.
bool stands_by_its_engine(const CredentialRecord& record, Seq decision,
                          const std::optional<events::Basis>& basis);

// What supports a decision: for the award the steps, for a renewal the facts counted in `cycle`.
events::Basis basis_of_award(const CredentialRecord& record, const Context& context,
                             events::Date today);
events::Basis basis_of_renewal(const CredentialRecord& record, const Context& context,
                               std::int64_t into_cycle, events::Date today);

}  // namespace recert::projections
