// What other rules would make of one credential: who would gain, who would lose, by which clause.
//
// The rules are taken to have governed from the beginning, whatever they say of `retroactive`: each
// decision of the service is judged again, one that they do not support is left out with those that
// follow on it, and those that are due by them are made. Decisions of persons stay, and so does
// what the present rules do not support either: that is none of the new rules' doing. Kept
// decisions keep their dates. Pure.
//
// Leaves out what nobody would notice in a standing: hours counted otherwise without consequence.
#pragma once

#include <optional>
#include <vector>

#include "projections/standing.hpp"

namespace recert::projections {

struct Outcome {
    CredentialStatus status;
    std::optional<events::Date> valid_until;
    bool operator==(const Outcome&) const = default;
};

struct ChangedStanding {
    Outcome now;
    Outcome then;
    // Codes `requirement`, `cap`, `path`, `cycle` and `stage`; each with the clause, where its rule
    // names one.
    std::vector<Reason> reasons;
};

// nullopt: nothing would change. Of the contexts, their programs are looked at, and the holder
// where cycles end in the month of birth. The record's first event took effect on or before
// `as_of`; `changed` is `present` with its program under other rules (Program::under).
std::optional<ChangedStanding> what_if(const CredentialRecord& record, const Context& present,
                                       const Context& changed, events::Date as_of);

}  // namespace recert::projections
