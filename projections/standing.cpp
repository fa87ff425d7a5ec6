#include "projections/standing.hpp"

#include <algorithm>
#include <cassert>

#include "projections/flags.hpp"
#include "projections/status.hpp"
#include "projections/words.hpp"

namespace recert::projections {
namespace {

using events::Date;

std::vector<CycleJudgement> judge_all(const Matter& matter, const Cycles& granted, Date as_of) {
    std::vector<CycleJudgement> judgements;
    judgements.reserve(granted.size());
    for (const Cycle& cycle : granted)
        judgements.push_back(judge_cycle(matter, granted, cycle, as_of));
    return judgements;
}

// The cycle that contains the day, else the last that began; before the first began, the first.
std::size_t shown_cycle(const Cycles& granted, Date as_of) {
    std::size_t shown = 0;
    for (std::size_t n = 0; n < granted.size(); ++n)
        if (granted[n].starts_on <= as_of) shown = n;
    return shown;
}

CycleStanding stand_in(const Matter& matter, const Cycles& granted, const Cycle& cycle,
                       CycleJudgement judgement, Date as_of) {
    return {cycle, std::max<std::int64_t>(0, (cycle.deadline - as_of).count()),
            std::move(judgement), count_outside(matter, granted, cycle.rules->rules.unit, as_of)};
}

// How a cycle ended that nothing but a reinstatement followed.
CredentialStatus ended(const Cycle& cycle) {
    return status_of(cycle.rules->rules.stages.back().status);
}

std::vector<CycleOutcome> outcomes(const Cycles& granted, CredentialStatus status, Date as_of) {
    std::vector<CycleOutcome> result;
    for (std::size_t n = 0; n < granted.size(); ++n) {
        const bool followed = n + 1 < granted.size();
        const bool renewed = followed && !granted[n + 1].begun_anew;
        const bool open = !followed && as_of <= granted[n].deadline;
        result.push_back(
            {granted[n], renewed ? "renewed"
                         : open  ? "open"
                                 : events::name_of(followed ? ended(granted[n]) : status)});
    }
    return result;
}

}  // namespace

const RulesVersion& path_rules(const CredentialRecord& record, const Program& program) {
    const auto* rules =
        program.rules_judging(record.all<events::CredentialRegistered>().front().on);
    assert(rules != nullptr && "a registration before the first rules is refused");
    return *rules;
}

Standing assess(const CredentialRecord& record, const Context& context, Date as_of) {
    const Program& program = *context.program;
    auto claims = std::make_shared<const std::vector<Claim>>(claims_of(record));
    const Matter matter{record, context, *claims};
    const Cycles granted = granted_by(granted_cycles(matter), as_of);
    const RulesVersion& rules = path_rules(record, program);
    auto judgements = judge_all(matter, granted, as_of);
    const auto imposed = imposed_status(record, as_of);

    Standing standing{};
    standing.rules = &rules;
    standing.path = path_state(record, program, rules.rules.path, as_of);
    standing.status = status_on(record, standing.path, granted, as_of);
    standing.cycles = outcomes(granted, standing.status, as_of);
    standing.fees = fees_of(record, granted, as_of);
    standing.flags = flags_of(matter, standing.path, granted, judgements, as_of);
    standing.goes_on = !imposed || !ends_decisions(*imposed);
    if (!granted.empty()) {
        const std::size_t n = shown_cycle(granted, as_of);
        standing.rules = granted[n].rules;
        standing.valid_until = granted.back().ends_on;
        standing.cycle = stand_in(matter, granted, granted[n], std::move(judgements[n]), as_of);
        standing.goes_on = standing.goes_on && granted[n].number == granted.back().number;
    }
    for (const auto& fact : record.all<events::CredentialAwarded>())
        if (fact.on <= as_of) {
            standing.number = fact.data.number;
            standing.certified_on = fact.on;
        }
    standing.claims = std::move(claims);
    standing.deadlines = deadlines_of(standing, record, as_of);
    return standing;
}

}  // namespace recert::projections
