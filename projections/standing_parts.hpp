// Parts of a standing as JSON (api §4), which a transcript is made of, too. Pure.
#pragma once

#include <optional>
#include <vector>

#include "events/json.hpp"
#include "projections/standing.hpp"

namespace recert::projections {

template <class T>
events::Json or_null(const std::optional<T>& value) {
    if (!value) return nullptr;
    return events::write(*value);
}

template <class T, class F>
events::Json list_of(const std::vector<T>& values, F one) {
    events::Json out = events::Json::array();
    for (const T& value : values) out.push_back(one(value));
    return out;
}

events::Json activity_json(const CountedClaim& claim);

// {"number", "starts_on", "ends_on", "extended_until"?, "requirements", "activities", "carried_in",
// "would_carry", "would_lose"}
events::Json judgement_json(const Cycle& cycle, const CycleJudgement& judgement);

// {"number", "starts_on", "ends_on", "outcome"}
events::Json outcome_json(const CycleOutcome& outcome);

// {"fee", "kind", "cycle", "assessed", "paid", "due_on", "state"}
events::Json fee_json(const Fee& fee);

}  // namespace recert::projections
