#include "projections/standing.hpp"

#include <algorithm>
#include <cassert>

#include "projections/flags.hpp"
#include "projections/status.hpp"
#include "projections/words.hpp"

namespace recert::projections {
namespace {

using events::Date;

// The cycle that contains the day, else the last that began; before the first began, the first.
const Cycle* shown_cycle(const Cycles& granted, Date as_of) {
    const Cycle* shown = granted.empty() ? nullptr : &granted.front();
    for (const Cycle& cycle : granted)
        if (cycle.starts_on <= as_of) shown = &cycle;
    return shown;
}

CycleStanding stand_in(const CredentialRecord& record, const std::vector<Claim>& claims,
                       const Cycles& granted, const Cycle& cycle, Date as_of) {
    return {cycle, std::max<std::int64_t>(0, (cycle.ends_on - as_of).count()),
            judge_cycle(record, claims, granted, cycle, as_of),
            count_outside(claims, granted, cycle.rules->rules.unit, as_of)};
}

std::vector<CycleOutcome> outcomes(const Cycles& granted, CredentialStatus status, Date as_of) {
    std::vector<CycleOutcome> result;
    for (std::size_t n = 0; n < granted.size(); ++n) {
        const bool renewed = n + 1 < granted.size();
        const bool open = !renewed && as_of <= granted[n].ends_on;
        result.push_back({granted[n], renewed ? "renewed"
                                      : open  ? "open"
                                              : events::name_of(status)});
    }
    return result;
}

}  // namespace

const RulesVersion& path_rules(const CredentialRecord& record, const Program& program) {
    const auto* rules = program.rules_on(record.all<events::CredentialRegistered>().front().on);
    assert(rules != nullptr && "a registration before the first rules is refused");
    return *rules;
}

Standing assess(const CredentialRecord& record, const Context& context, Date as_of) {
    const Program& program = *context.program;
    auto claims = std::make_shared<const std::vector<Claim>>(claims_of(record));
    const Cycles granted = granted_by(granted_cycles(record, *claims, program), as_of);
    const RulesVersion& rules = path_rules(record, program);

    Standing standing{};
    standing.rules = &rules;
    standing.path = path_state(record, program, rules.rules.path, as_of);
    standing.status = status_on(standing.path, granted, as_of);
    standing.cycles = outcomes(granted, standing.status, as_of);
    standing.fees = fees_of(record, granted, as_of);
    standing.flags = flags_of(record, context, standing.path, *claims, granted, as_of);
    if (const Cycle* cycle = shown_cycle(granted, as_of)) {
        standing.rules = cycle->rules;
        standing.valid_until = granted.back().ends_on;
        standing.cycle = stand_in(record, *claims, granted, *cycle, as_of);
        if (cycle->number == granted.back().number)
            standing.missing = missing_in_cycle(standing.cycle->judgement, *cycle);
    } else {
        standing.missing = missing_on_path(standing.path, rules.rules.path);
    }
    for (const auto& fact : record.all<events::CredentialAwarded>())
        if (fact.on <= as_of) {
            standing.number = fact.data.number;
            standing.certified_on = fact.on;
        }
    standing.claims = std::move(claims);
    standing.deadlines = deadlines_of(standing, as_of);
    return standing;
}

}  // namespace recert::projections
