// Whether a cycle's requirements are met, and since when (domain §8.3).
#pragma once

#include <optional>
#include <vector>

#include "projections/counting.hpp"
#include "projections/fees.hpp"

namespace recert::projections {

struct RequirementResult {
    const Requirement* rule;
    events::Credit counted;  // of a sum
    FeeAccount account;      // of a fee
    bool met;
};

struct CycleJudgement {
    std::vector<CountedClaim> claims;
    std::vector<RequirementResult> requirements;
    bool met() const;
};

// By the facts that took effect up to `as_of`. `claims` must outlive the judgement.
CycleJudgement judge_cycle(const CredentialRecord& record, const std::vector<Claim>& claims,
                           const Cycles& cycles, const Cycle& cycle, events::Date as_of);

// Whether the cycle's fees were met on any day up to `until`. Cheap beside what counts claims.
bool fees_ever_met(const CredentialRecord& record, const Cycles& cycles, const Cycle& cycle,
                   events::Date until);

// The first day, not before the cycle's first, on which every requirement was met, by the facts up
// to `until`; nullopt when there is none, or only one inside a final stage.
std::optional<events::Date> satisfied_on(const CredentialRecord& record,
                                         const std::vector<Claim>& claims, const Cycles& cycles,
                                         const Cycle& cycle, events::Date until);

// The decided cycles, each granted from the first day on which the facts, as now known, support
// its decision, at the latest from the decision's own.
Cycles granted_cycles(const CredentialRecord& record, const std::vector<Claim>& claims,
                      const Program& program);

// The last day before a final stage of the cycle's rules begins; nullopt when none ever does.
std::optional<events::Date> last_day_before_final_stage(const Cycle& cycle);

}  // namespace recert::projections
