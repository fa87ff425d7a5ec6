#include "projections/rule_checks.hpp"

#include <algorithm>

#include "projections/anchor.hpp"

namespace recert::projections {
namespace {

using events::Path;

// Ten years before a practicum: nobody is asked about more.
constexpr int kLeadDaysMax = 3'650;

void fault(const Path& path, const std::string& message) {
    path.faults->add(events::refuse(path, message).value());
}

void check_category(const Rules& rules, const std::string& name, const Path& path) {
    if (name != "*" && category_kind(rules, name) == CategoryKind::unknown)
        fault(path, "names no category of these rules: \"" + name + "\"");
}

void check_requirement(const Rules& rules, const Requirement& requirement, const Path& path) {
    if (!events::is_id(requirement.id)) fault(path.member("id"), "must be an id");
    const int kinds = requirement.sum.has_value() + requirement.fee.has_value() +
                      requirement.attestation.has_value();
    if (kinds != 1) return fault(path, "must have exactly one of sum, fee, attestation");
    if (requirement.sum) {
        if (!requirement.min) fault(path.member("min"), "is missing");
        if (requirement.within && requirement.per)
            fault(path.member("within"), "does not go with per");
        return check_category(rules, *requirement.sum, path.member("sum"));
    }
    if (requirement.min) fault(path.member("min"), "goes with sum only");
    if (requirement.providers) fault(path.member("providers"), "goes with sum only");
    if (requirement.within) fault(path.member("within"), "goes with sum only");
    if (requirement.attestation && requirement.per)
        fault(path.member("per"), "goes with sum and fee only");
}

void check_requirements(const std::vector<Requirement>& all, const Rules& rules, const Path& path) {
    if (all.empty()) fault(path, "must not be empty");
    for (std::size_t n = 0; n < all.size(); ++n) {
        const Path requirement = path.element(n);
        check_requirement(rules, all[n], requirement);
        const auto here = all.begin() + static_cast<std::ptrdiff_t>(n);
        if (std::any_of(all.begin(), here, [&](const auto& r) { return r.id == all[n].id; }))
            fault(requirement.member("id"), "stands twice");
    }
}

void check_percent(const Rules& rules, const Cap& cap, const Path& path) {
    if (!cap.percent) return;
    if (cap.max > events::Credit{}) fault(path, "goes without max");
    if (cap.percent->hundredths > 100'00) fault(path, "must be at most 100");
    if (whole_of(rules, cap) == nullptr)
        fault(path, "is of a requirement over all, and there is none");
}

void check_caps(const Rules& rules, const Path& path) {
    for (std::size_t n = 0; n < rules.caps.size(); ++n) {
        const Path cap = path.element(n);
        check_category(rules, rules.caps[n].sum, cap.member("sum"));
        check_percent(rules, rules.caps[n], cap.member("percent"));
    }
}

void check_carry_over(const CarryOver& rule, const Rules& rules, const Path& path) {
    const Path exclude = path.member("exclude");
    for (std::size_t n = 0; n < rule.exclude.size(); ++n)
        check_category(rules, rule.exclude[n], exclude.element(n));
    if (rule.into) check_category(rules, *rule.into, path.member("into"));
}

void check_fees(const Rules& rules, const Path& path) {
    for (const auto& [kind, amount] : rules.fees) {
        events::FeeKind known{};
        const auto status = events::read(events::Json(kind), path.member(kind), known);
        if (!status)
            path.faults->add(status.error());
        else if (amount.amount && !amount.currency)
            fault(path.member(kind), "has an amount without a currency");
    }
}

void check_lead(const ChangeZone& zone, const Path& path) {
    if (!zone.at_least) return;
    for (const auto days : {zone.at_least->business_days, zone.at_least->days})
        if (days && (*days < 0 || *days > kLeadDaysMax))
            return fault(path.member("at_least"), "must be of 0 to 3650 days");
}

void check_path(const PathRules& rules, const Path& path) {
    if (rules.modules && rules.modules->count < 1)
        fault(path.member("modules"), "must have a count of 1 or more");
    if (!rules.practicum || !rules.practicum->change) return;
    const Path practicum = path.member("practicum");
    const Path change = practicum.member("change");
    const Path zones = change.member("zones");
    const auto& all = rules.practicum->change->zones;
    for (std::size_t n = 0; n < all.size(); ++n) check_lead(all[n], zones.element(n));
}

void check_discounts(const std::vector<DiscountRule>& discounts, const Path& path) {
    for (std::size_t n = 0; n < discounts.size(); ++n) {
        const auto& percent = discounts[n].percent;
        if (!percent || percent->hundredths <= 100'00) continue;
        const Path discount = path.element(n);
        fault(discount.member("percent"), "must be at most 100");
    }
}

void check_unit(const Unit& unit, const Path& path) {
    if (unit.name.empty()) fault(path, "must have a name");
    if (unit.step.hundredths < 1) fault(path, "must have a step above 0");
    if (unit.minutes && *unit.minutes < 1) fault(path, "must have minutes of 1 or more");
}

// Windows that take in every day of the year once.
void check_year(const std::vector<DueWindow>& all, const Path& path) {
    const events::Date first = *events::parse_date("2000-01-01");  // of a leap year
    for (int n = 0; n < 366; ++n) {
        const std::chrono::year_month_day day{first + std::chrono::days{n}};
        const auto holding = std::count_if(all.begin(), all.end(), [&](const DueWindow& window) {
            return contains(window, std::chrono::month_day{day.month(), day.day()});
        });
        if (holding != 1)
            return fault(path, "must take in every day of the year once, and take in " +
                                   events::format_date(day).substr(5) + " " +
                                   std::to_string(holding) + " times");
    }
}

void check_windows(const std::vector<DueWindow>& all, const Path& path) {
    bool are_days = true;
    for (std::size_t n = 0; n < all.size(); ++n) {
        const Path window = path.element(n);
        for (const auto& [name, day] :
             {std::pair{"from", &all[n].from}, {"to", &all[n].to}, {"due", &all[n].due}}) {
            if (parse_month_day(*day)) continue;
            are_days = false;
            fault(window.member(name), "must be a day such as 06-15");
        }
    }
    if (are_days) check_year(all, path);
}

void check_cycle(const CycleRules& cycle, const Path& path) {
    if (cycle.length.months < 1 && cycle.length.days < 1) fault(path, "must have a length above 0");
    const Path windows = path.member("windows");
    if (cycle.anchor != Anchor::windows) {
        if (cycle.windows) fault(windows, "go with the anchor windows only");
    } else if (!cycle.windows || cycle.windows->empty()) {
        fault(windows, "must not be empty");
    } else {
        check_windows(*cycle.windows, windows);
    }
}

// A stage begins no earlier than the one before it, and a final one comes last.
void check_stages(const std::vector<Stage>& stages, const Path& path) {
    const events::Date end{};
    for (std::size_t n = 1; n < stages.size(); ++n) {
        const Path stage = path.element(n);
        if (end + stages[n].after <= end + stages[n - 1].after)
            fault(stage.member("after"), "is not later than the stage before");
        if (!stages[n - 1].reinstate && stages[n].reinstate)
            fault(stage.member("reinstate"), "follows a stage that is final");
    }
}

}  // namespace

const Requirement* whole_of(const Rules& rules, const Cap& cap) {
    for (const Requirement& rule : rules.requirements)
        if (rule.sum == "*" && rule.per == cap.per) return &rule;
    return nullptr;
}

void check_rules(const Rules& rules, const Path& path) {
    check_unit(rules.unit, path.member("unit"));
    check_path(rules.path, path.member("path"));
    check_discounts(rules.discounts, path.member("discounts"));
    check_requirements(rules.requirements, rules, path.member("requirements"));
    check_caps(rules, path.member("caps"));
    if (rules.carry_over) check_carry_over(*rules.carry_over, rules, path.member("carry_over"));
    check_fees(rules, path.member("fees"));
    check_cycle(rules.cycle, path.member("cycle"));
    check_stages(rules.stages, path.member("stages"));
}

}  // namespace recert::projections
