#include "projections/cycles.hpp"

#include <algorithm>

#include "projections/anchor.hpp"

namespace recert::projections {
namespace {

using events::Date;
constexpr std::chrono::days kDay{1};

// Whether a cycle that far along `cycle`'s rhythm would start on `start`.
bool keeps_rhythm(const Cycle& cycle, const Period& length, std::int64_t number, Date start) {
    return cycle.rules->rules.cycle.length == length &&
           cycle.starts_on + static_cast<int>(number - cycle.number) * length == start;
}

Date first_day_after(const CycleRules& rules, Date decided_on) {
    return rules.first_day == FirstDay::day_after ? decided_on + kDay : decided_on;
}

// What makes the list of cycles, one decision after the other.
struct Unrolling {
    const Program& program;
    Cycles cycles{};

    template <class E>
    void grant(const Fact<E>& decision) {
        if (!cycles.empty() && decision.data.cycle <= cycles.back().number) return;
        cycles.push_back({decision.data.cycle, decision.data.valid_from, decision.data.valid_until,
                          decision.on, decision.seq,
                          program.rules_judging(decision.data.valid_from)});
    }
    void take(const Fact<events::CredentialAwarded>& award) { grant(award); }
    void take(const Fact<events::CredentialRenewed>& renewal) { grant(renewal); }

    void take(const Fact<events::CredentialReinstated>& reinstated) {
        if (cycles.empty() || !reinstated.data.valid_until) return;
        const auto last_day = last_day_before_final_stage(cycles.back());
        if (!last_day || reinstated.on <= *last_day)
            return extend({reinstated.on, *reinstated.data.valid_until});
        cycles.push_back({cycles.back().number + 1, reinstated.on, *reinstated.data.valid_until,
                          reinstated.on, reinstated.seq, program.rules_judging(reinstated.on),
                          true});
    }
    void take(const Fact<events::ExtensionGranted>& granted) {
        extend({granted.on, granted.data.until});
    }

    // The cycle that contains the day, else the last that began.
    void extend(const Extension& extension) {
        Cycle* extended = nullptr;
        for (Cycle& cycle : cycles)
            if (cycle.starts_on <= extension.on) extended = &cycle;
        if (extended == nullptr) return;
        extended->extensions.push_back(extension);
        extended->deadline = std::max(extended->deadline, extension.until);
    }
};

}  // namespace

Cycles decided_cycles(const CredentialRecord& record, const Program& program) {
    using Step =
        std::variant<const Fact<events::CredentialAwarded>*, const Fact<events::CredentialRenewed>*,
                     const Fact<events::CredentialReinstated>*,
                     const Fact<events::ExtensionGranted>*>;
    std::vector<Step> steps;
    const auto add = [&](const auto& facts) {
        for (const auto& fact : facts) steps.emplace_back(&fact);
    };
    add(record.all<events::CredentialAwarded>());
    add(record.all<events::CredentialRenewed>());
    add(record.all<events::CredentialReinstated>());
    add(record.all<events::ExtensionGranted>());
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
        const auto seq = [](const Step& step) {
            return std::visit([](const auto* fact) { return fact->seq; }, step);
        };
        return seq(a) < seq(b);
    });
    Unrolling unrolling{program};
    for (const Step& step : steps)
        std::visit([&](const auto* fact) { unrolling.take(*fact); }, step);
    return std::move(unrolling.cycles);
}

Cycles granted_by(const Cycles& cycles, Date as_of) {
    Cycles granted;
    for (const Cycle& cycle : cycles) {
        if (as_of < cycle.granted_on) continue;
        Cycle& then = granted.emplace_back(cycle);
        then.deadline = then.ends_on;
        for (const Extension& extension : then.extensions)
            if (extension.on <= as_of) then.deadline = std::max(then.deadline, extension.until);
    }
    return granted;
}

Cycle first_cycle(const Context& context, Date award_date) {
    const RulesVersion* rules = context.program->rules_judging(award_date);
    const CycleRules& cycle = rules->rules.cycle;
    const Date start = first_day_after(cycle, award_date);
    const Date end = cycle.anchor == Anchor::award_date
                         ? (start + cycle.length) - kDay
                         : anchor_day(cycle, start + cycle.length, birth_month_of(context));
    return {1, start, end, award_date, {}, rules};
}

Cycle next_cycle(const Cycles& cycles, const Context& context, Date satisfied_on) {
    const Cycle& last = cycles.back();
    const bool restarts = last.rules->rules.cycle.late_renewal == LateRenewal::restart &&
                          last.deadline < satisfied_on;
    if (restarts) {
        Cycle anew = first_cycle(context, satisfied_on);
        anew.number = last.number + 1;
        return anew;
    }
    const std::int64_t number = last.number + 1;
    const Date start = last.ends_on + kDay;
    const RulesVersion* rules = context.program->rules_judging(start);
    const Period& length = rules->rules.cycle.length;
    Date end = (start + length) - kDay;
    for (const Cycle& cycle : cycles) {  // the earliest cycle of the same rhythm
        if (!keeps_rhythm(cycle, length, number, start)) continue;
        end = (cycle.starts_on + static_cast<int>(number + 1 - cycle.number) * length) - kDay;
        break;
    }
    return {number, start, anchor_day(rules->rules.cycle, end, birth_month_of(context)),
            start,  {},    rules};
}

const Cycle* cycle_of(const Cycles& cycles, Date date, std::optional<Period> Windows::*window) {
    for (std::size_t n = 0; n < cycles.size(); ++n) {
        const Cycle& cycle = cycles[n];
        if (date < cycle.starts_on) continue;
        if (date <= cycle.ends_on) return &cycle;
        const bool met_before = n + 1 < cycles.size() && cycles[n + 1].granted_on < date;
        const auto& limit = cycle.rules->rules.windows.*window;
        if (!met_before && (!limit || date <= cycle.deadline + *limit)) return &cycle;
    }
    return nullptr;
}

std::vector<CycleYear> years_of(const Cycle& cycle) {
    const bool calendar = cycle.rules->rules.cycle.anchor == Anchor::calendar_year;
    const Date first = calendar ? Date{std::chrono::year_month_day{cycle.starts_on}.year() / 1 / 1}
                                : cycle.starts_on;
    std::vector<CycleYear> years;
    Date begins = first;
    int n = 0;
    do {
        const Date next = events::add_months(first, 12 * ++n);
        const Date starts_on = std::max(begins, cycle.starts_on);
        const Date ends_on = std::min(next - kDay, cycle.ends_on);
        years.push_back({starts_on, ends_on, starts_on == begins && ends_on == next - kDay});
        begins = next;
    } while (begins <= cycle.ends_on);
    return years;
}

std::size_t year_of(const std::vector<CycleYear>& years, Date date) {
    std::size_t found = 0;
    for (std::size_t n = 0; n < years.size(); ++n)
        if (years[n].starts_on <= date) found = n;
    return found;
}

const Stage* stage_on(const Cycle& cycle, Date day) {
    const Stage* reached = nullptr;
    for (const Stage& stage : cycle.rules->rules.stages)
        if (cycle.deadline + stage.after < day) reached = &stage;
    return reached;
}

std::optional<Date> last_day_before_final_stage(const Cycle& cycle) {
    std::optional<Date> last;
    for (const Stage& stage : cycle.rules->rules.stages) {
        if (stage.reinstate) continue;
        const Date day = cycle.deadline + stage.after;
        last = std::min(last.value_or(day), day);
    }
    return last;
}

Date opens_for_renewal(const Cycle& cycle) {
    const auto& window = cycle.rules->rules.cycle.apply_before_end;
    if (!window) return cycle.starts_on;
    return std::max(cycle.starts_on, (cycle.ends_on + kDay) + -1 * *window);
}

}  // namespace recert::projections
