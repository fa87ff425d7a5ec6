// Whether a cycle's requirements are met, and since when (domain §8.3).
#pragma once

#include <optional>
#include <vector>

#include "projections/counting.hpp"
#include "projections/fees.hpp"

namespace recert::projections {

struct RequirementResult {
    const Requirement* rule;
    events::Credit required{};  // of a sum, with what a stage adds
    events::Credit counted{};
    FeeAccount account{};             // of a fee
    std::optional<CycleYear> year{};  // of a yearly one: the year asked for
    bool waived = false;
    bool met = false;       // a yearly one: in every full year begun by the day
    bool complete = false;  // so that the cycle may be renewed: in every full year there is
    std::vector<Seq> facts{};
};

struct CycleJudgement {
    Counting counting;
    std::vector<RequirementResult> requirements;
    bool complete() const;
};

// By the facts that took effect up to `as_of`. `matter.claims` must outlive the judgement.
CycleJudgement judge_cycle(const Matter& matter, const Cycles& cycles, const Cycle& cycle,
                           events::Date as_of);

// The first day, not before the cycle's first nor before it opens for renewal, on which every
// requirement was met, by the facts up to `until`; nullopt when there is none, or only one inside
// a final stage.
std::optional<events::Date> satisfied_on(const Matter& matter, const Cycles& cycles,
                                         const Cycle& cycle, events::Date until);

// The decided cycles, each granted from the first day on which the facts, as now known, support
// its decision, at the latest from the decision's own.
Cycles granted_cycles(const Matter& matter);

}  // namespace recert::projections
