#include "projections/path.hpp"

#include <algorithm>
#include <map>

namespace recert::projections {
namespace {

using events::Date;

struct Selection {
    Seq seq;
    events::PracticumId practicum;
};

std::optional<events::PracticumId> selected_practicum(const CredentialRecord& record, Date as_of) {
    std::optional<Selection> latest;
    const auto consider = [&](Seq seq, Date on, const events::PracticumId& practicum) {
        if (on <= as_of && (!latest || latest->seq < seq)) latest = Selection{seq, practicum};
    };
    for (const auto& fact : record.all<events::CredentialRegistered>())
        if (fact.data.practicum) consider(fact.seq, fact.on, *fact.data.practicum);
    for (const auto& fact : record.all<events::PracticumSelected>())
        consider(fact.seq, fact.on, fact.data.practicum);
    for (const auto& fact : record.all<events::PracticumChanged>())
        consider(fact.seq, fact.on, fact.data.to);
    if (!latest) return std::nullopt;
    return latest->practicum;
}

// By module; what was said twice happened the first time.
using ModuleDates = std::map<std::int64_t, Date>;

void note(ModuleDates& dates, std::int64_t module, Date on) {
    const auto [place, is_new] = dates.emplace(module, on);
    if (!is_new) place->second = std::min(place->second, on);
}

// Where the assessments are a gate, a module is done when it is completed and its one passed.
void keep_assessed(ModuleDates& done, const CredentialRecord& record, Date as_of) {
    ModuleDates passed;
    for (const auto& fact : record.all<events::AssessmentTaken>())
        if (fact.on <= as_of && fact.data.passed) note(passed, fact.data.module, fact.on);
    std::erase_if(done, [&](const auto& module) { return !passed.contains(module.first); });
    for (auto& [module, on] : done) on = std::max(on, passed.at(module));
}

void judge_modules(PathState& state, const CredentialRecord& record, Date as_of,
                   const ModulesRule& rule) {
    ModuleDates done;
    for (const auto& fact : record.all<events::ModuleCompleted>())
        if (fact.on <= as_of) note(done, fact.data.module, fact.on);
    if (rule.assessments_gate) keep_assessed(done, record, as_of);
    state.modules_done = static_cast<std::int64_t>(done.size());
    if (state.modules_done < rule.count) return;
    for (const auto& [module, on] : done)
        state.modules_on = std::max(state.modules_on.value_or(on), on);
}

ExamWindow exam_window(const CredentialRecord& record, const PathState& state, const ExamRule& rule,
                       Date as_of) {
    if (!state.dates) return {};
    ExamWindow window = window_after(*state.dates, rule);
    if (!window.closes_on) return window;
    for (const auto& fact : record.all<events::ExamExtended>())
        if (fact.on <= as_of) window.closes_on = std::max(*window.closes_on, fact.data.until);
    return window;
}

void judge_exam(PathState& state, const CredentialRecord& record, Date as_of) {
    for (const auto& fact : record.all<events::ExamFailed>())
        if (fact.on <= as_of) ++state.attempts;
    for (const auto& fact : record.all<events::ExamPassed>()) {
        if (as_of < fact.on) continue;
        ++state.attempts;
        if (!state.passed || fact.on < state.passed->on) state.passed = fact;
    }
}

// Set only when every step the rules name is done: the latest of their dates.
std::optional<Date> completion(const PathState& state, const PathRules& rules) {
    std::optional<Date> latest;
    const auto needs = [&](bool required, const std::optional<Date>& on) {
        if (!required) return true;
        if (on) latest = std::max(latest.value_or(*on), *on);
        return on.has_value();
    };
    const auto passed_on = state.passed ? std::optional{state.passed->on} : std::nullopt;
    if (!needs(rules.modules.has_value(), state.modules_on) ||
        !needs(rules.practicum.has_value(), state.practicum_on) ||
        !needs(rules.exam.has_value(), passed_on))
        return std::nullopt;
    return latest;
}

bool fits(const Rules& rules, const ChangeZone& zone, Date from, Date asked_on) {
    if (!zone.at_least) return true;
    if (zone.at_least->business_days &&
        business_days_before(from, *zone.at_least->business_days, rules.holidays) < asked_on)
        return false;
    return !zone.at_least->days || asked_on <= from - std::chrono::days{*zone.at_least->days};
}

}  // namespace

ExamWindow window_after(const PracticumDates& dates, const ExamRule& rule) {
    if (!rule.opens) return {};
    ExamWindow window{dates.ends_on, std::nullopt};
    if (rule.closes_after) window.closes_on = dates.ends_on + *rule.closes_after;
    return window;
}

PathState path_state(const CredentialRecord& record, const Program& program, const PathRules& rules,
                     Date as_of) {
    PathState state;
    if (rules.modules) judge_modules(state, record, as_of, *rules.modules);
    state.practicum = selected_practicum(record, as_of);
    if (state.practicum) state.dates = program.practicum(*state.practicum, as_of);
    for (const auto& fact : record.all<events::PracticumAttended>())
        if (fact.on <= as_of && fact.data.complete)
            state.practicum_on = std::min(state.practicum_on.value_or(fact.on), fact.on);
    if (rules.exam) {
        state.exam = exam_window(record, state, *rules.exam, as_of);
        judge_exam(state, record, as_of);
    }
    state.complete_on = completion(state, rules);
    return state;
}

ChangeVerdict judge_change(const Rules& rules, Date from, Date to, Date asked_on) {
    if (!rules.path.practicum || !rules.path.practicum->change) return {};
    const ChangeRule& change = *rules.path.practicum->change;
    if (change.only_if == ChangeDirection::later && to <= from) return {};
    for (const ChangeZone& zone : change.zones)
        if (fits(rules, zone, from, asked_on))
            return {zone.then, zone.clause.value_or(change.clause.value_or(""))};
    return {};
}

std::optional<events::FeeAssessed> change_fee(const Rules& rules, const Program& program,
                                              const events::PracticumChanged& change, Date on,
                                              Seq seq) {
    const auto from = program.practicum(change.from, on);
    const auto to = program.practicum(change.to, on);
    if (!from || !to) return std::nullopt;
    if (judge_change(rules, from->starts_on, to->starts_on, on).outcome != ChangeOutcome::fee)
        return std::nullopt;
    events::FeeAssessed fee{};
    fee.kind = rules.path.practicum->change->fee;
    fee.fee = {events::name_of(fee.kind) + "-" + std::to_string(seq.value)};
    if (const auto* stated = fee_of(rules, fee.kind); stated != nullptr && stated->amount)
        fee.money = events::Money{*stated->amount, *stated->currency};
    return fee;
}

std::optional<Date> change_free_until(const Rules& rules, Date starts_on) {
    if (!rules.path.practicum || !rules.path.practicum->change) return std::nullopt;
    for (const ChangeZone& zone : rules.path.practicum->change->zones) {
        if (zone.then != ChangeOutcome::free || !zone.at_least) continue;
        Date last = starts_on;
        if (zone.at_least->business_days)
            last = business_days_before(starts_on, *zone.at_least->business_days, rules.holidays);
        if (zone.at_least->days)
            last = std::min(last, starts_on - std::chrono::days{*zone.at_least->days});
        return last;
    }
    return std::nullopt;
}

Date business_days_before(Date date, int count, const std::vector<Date>& holidays) {
    while (count > 0) {
        date -= std::chrono::days{1};
        const std::chrono::weekday weekday{date};
        const bool free = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday ||
                          std::find(holidays.begin(), holidays.end(), date) != holidays.end();
        if (!free) --count;
    }
    return date;
}

}  // namespace recert::projections
