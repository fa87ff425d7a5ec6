#include "projections/cycles.hpp"

namespace recert::projections {
namespace {

using events::Date;
constexpr std::chrono::days kDay{1};

// Whether a cycle that far along `cycle`'s rhythm would start on `start`.
bool keeps_rhythm(const Cycle& cycle, const Period& length, std::int64_t number, Date start) {
    return cycle.rules->rules.cycle.length == length &&
           cycle.starts_on + static_cast<int>(number - cycle.number) * length == start;
}

}  // namespace

Cycles decided_cycles(const CredentialRecord& record, const Program& program) {
    Cycles cycles;
    const auto add = [&](const auto& fact) {
        if (!cycles.empty() && fact.data.cycle <= cycles.back().number) return;
        cycles.push_back({fact.data.cycle, fact.data.valid_from, fact.data.valid_until, fact.on,
                          fact.seq, program.rules_on(fact.data.valid_from)});
    };
    for (const auto& fact : record.all<events::CredentialAwarded>()) add(fact);
    for (const auto& fact : record.all<events::CredentialRenewed>()) add(fact);
    return cycles;
}

Cycle first_cycle(const Program& program, Date award_date) {
    const RulesVersion* rules = program.rules_on(award_date);
    const CycleRules& cycle = rules->rules.cycle;
    const Date start = cycle.first_day == FirstDay::day_after ? award_date + kDay : award_date;
    return {1, start, (start + cycle.length) - kDay, award_date, {}, rules};
}

Cycle next_cycle(const Cycles& cycles, const Program& program) {
    const Cycle& last = cycles.back();
    const std::int64_t number = last.number + 1;
    const Date start = last.ends_on + kDay;
    const RulesVersion* rules = program.rules_on(start);
    const Period& length = rules->rules.cycle.length;
    Date end = (start + length) - kDay;
    for (const Cycle& cycle : cycles) {  // the earliest cycle of the same rhythm
        if (!keeps_rhythm(cycle, length, number, start)) continue;
        end = (cycle.starts_on + static_cast<int>(number + 1 - cycle.number) * length) - kDay;
        break;
    }
    return {number, start, end, start, {}, rules};
}

const Cycle* cycle_of(const Cycles& cycles, Date date, std::optional<Period> Windows::*window) {
    for (std::size_t n = 0; n < cycles.size(); ++n) {
        const Cycle& cycle = cycles[n];
        if (date < cycle.starts_on) continue;
        if (date <= cycle.ends_on) return &cycle;
        const bool met_before = n + 1 < cycles.size() && cycles[n + 1].granted_on < date;
        const auto& limit = cycle.rules->rules.windows.*window;
        if (!met_before && (!limit || date <= cycle.ends_on + *limit)) return &cycle;
    }
    return nullptr;
}

}  // namespace recert::projections
