#include "projections/rules.hpp"

#include <algorithm>

#include "projections/anchor.hpp"

namespace recert::projections {
namespace {

using events::Path;
using events::refuse;

// Ten years before a practicum: nobody is asked about more.
constexpr int kLeadDaysMax = 3'650;

Status known_category(const Rules& rules, const std::string& name, const Path& path) {
    if (name != "*" && category_kind(rules, name) == CategoryKind::unknown)
        return refuse(path, "names no category of these rules: \"" + name + "\"");
    return {};
}

Status check_requirement(const Rules& rules, const Requirement& requirement, const Path& path) {
    if (!events::is_id(requirement.id)) return refuse(path.member("id"), "must be an id");
    const int kinds = requirement.sum.has_value() + requirement.fee.has_value() +
                      requirement.attestation.has_value();
    if (kinds != 1) return refuse(path, "must have exactly one of sum, fee, attestation");
    if (requirement.sum) {
        if (!requirement.min) return refuse(path.member("min"), "is missing");
        if (requirement.within && requirement.per)
            return refuse(path.member("within"), "does not go with per");
        return known_category(rules, *requirement.sum, path.member("sum"));
    }
    if (requirement.min) return refuse(path.member("min"), "goes with sum only");
    if (requirement.providers) return refuse(path.member("providers"), "goes with sum only");
    if (requirement.within) return refuse(path.member("within"), "goes with sum only");
    if (requirement.attestation && requirement.per)
        return refuse(path.member("per"), "goes with sum and fee only");
    return {};
}

Status check_requirements(const Rules& rules, const Path& path) {
    if (rules.requirements.empty()) return refuse(path, "must not be empty");
    for (std::size_t n = 0; n < rules.requirements.size(); ++n) {
        const Path requirement = path.element(n);
        RECERT_TRY(check_requirement(rules, rules.requirements[n], requirement));
        for (std::size_t before = 0; before < n; ++before)
            if (rules.requirements[before].id == rules.requirements[n].id)
                return refuse(requirement.member("id"), "stands twice");
    }
    return {};
}

// What the percentage of a cap is of; null: nothing is required over all.
const Requirement* whole_of(const Rules& rules, const Cap& cap) {
    for (const Requirement& rule : rules.requirements)
        if (rule.sum == "*" && rule.per == cap.per) return &rule;
    return nullptr;
}

Status check_percent(const Rules& rules, const Cap& cap, const Path& path) {
    if (!cap.percent) return {};
    if (cap.max > events::Credit{}) return refuse(path.member("percent"), "goes without max");
    if (cap.percent->hundredths > 100'00)
        return refuse(path.member("percent"), "must be at most 100");
    if (whole_of(rules, cap) == nullptr)
        return refuse(path.member("percent"), "is of a requirement over all, and there is none");
    return {};
}

void resolve_percents(Rules& rules) {
    for (Cap& cap : rules.caps)
        if (cap.percent)
            cap.max.hundredths =
                whole_of(rules, cap)->min->hundredths * cap.percent->hundredths / 100'00;
}

Status check_names(const Rules& rules, const Path& path) {
    const Path caps = path.member("caps");
    for (std::size_t n = 0; n < rules.caps.size(); ++n) {
        const Path cap = caps.element(n);
        RECERT_TRY(known_category(rules, rules.caps[n].sum, cap.member("sum")));
        RECERT_TRY(check_percent(rules, rules.caps[n], cap));
    }
    if (rules.carry_over) {
        const Path carry = path.member("carry_over");
        const Path exclude = carry.member("exclude");
        for (std::size_t n = 0; n < rules.carry_over->exclude.size(); ++n)
            RECERT_TRY(known_category(rules, rules.carry_over->exclude[n], exclude.element(n)));
        if (rules.carry_over->into)
            RECERT_TRY(known_category(rules, *rules.carry_over->into, carry.member("into")));
    }
    const Path fees = path.member("fees");
    for (const auto& [kind, amount] : rules.fees) {
        events::FeeKind known{};
        RECERT_TRY(events::read(events::Json(kind), fees.member(kind), known));
        if (amount.amount && !amount.currency)
            return refuse(fees.member(kind), "has an amount without a currency");
    }
    return {};
}

Status check_lead(const ChangeZone& zone, const Path& path) {
    if (!zone.at_least) return {};
    const Path at_least = path.member("at_least");
    for (const auto days : {zone.at_least->business_days, zone.at_least->days})
        if (days && (*days < 0 || *days > kLeadDaysMax))
            return refuse(at_least, "must be of 0 to 3650 days");
    return {};
}

Status check_change(const Rules& rules, const Path& path) {
    if (!rules.path.practicum || !rules.path.practicum->change) return {};
    const Path way = path.member("path");
    const Path practicum = way.member("practicum");
    const Path change = practicum.member("change");
    const Path zones = change.member("zones");
    const auto& all = rules.path.practicum->change->zones;
    for (std::size_t n = 0; n < all.size(); ++n) RECERT_TRY(check_lead(all[n], zones.element(n)));
    return {};
}

Status check_discounts(const Rules& rules, const Path& path) {
    for (std::size_t n = 0; n < rules.discounts.size(); ++n) {
        const auto& percent = rules.discounts[n].percent;
        if (!percent || percent->hundredths <= 100'00) continue;
        const Path discount = path.element(n);
        return refuse(discount.member("percent"), "must be at most 100");
    }
    return {};
}

Status check_shape(const Rules& rules, const Path& path) {
    if (rules.unit.name.empty()) return refuse(path.member("unit"), "must have a name");
    if (rules.unit.step.hundredths < 1)
        return refuse(path.member("unit"), "must have a step above 0");
    if (rules.unit.minutes && *rules.unit.minutes < 1)
        return refuse(path.member("unit"), "must have minutes of 1 or more");
    if (rules.cycle.length.months < 1 && rules.cycle.length.days < 1)
        return refuse(path.member("cycle"), "must have a length above 0");
    const Path way = path.member("path");
    if (rules.path.modules && rules.path.modules->count < 1)
        return refuse(way.member("modules"), "must have a count of 1 or more");
    RECERT_TRY(check_change(rules, path));
    return check_discounts(rules, path.member("discounts"));
}

// Windows that take in every day of the year once.
Status check_windows(const CycleRules& cycle, const Path& path) {
    const Path windows = path.member("windows");
    if (cycle.anchor != Anchor::windows) {
        if (cycle.windows) return refuse(windows, "go with the anchor windows only");
        return {};
    }
    if (!cycle.windows || cycle.windows->empty()) return refuse(windows, "must not be empty");
    for (std::size_t n = 0; n < cycle.windows->size(); ++n) {
        const DueWindow& window = (*cycle.windows)[n];
        const Path at = windows.element(n);
        for (const auto& [name, day] :
             {std::pair{"from", &window.from}, {"to", &window.to}, {"due", &window.due}})
            if (!parse_month_day(*day))
                return refuse(at.member(name), "must be a day such as 06-15");
    }
    const events::Date first = *events::parse_date("2000-01-01");  // of a leap year
    for (int n = 0; n < 366; ++n) {
        const std::chrono::year_month_day day{first + std::chrono::days{n}};
        const auto holding = std::count_if(
            cycle.windows->begin(), cycle.windows->end(), [&](const DueWindow& window) {
                return contains(window, std::chrono::month_day{day.month(), day.day()});
            });
        if (holding != 1)
            return refuse(windows, "must take in every day of the year once, and take in " +
                                       events::format_date(day).substr(5) + " " +
                                       std::to_string(holding) + " times");
    }
    return {};
}

// A stage begins no earlier than the one before it, and a final one comes last.
Status check_stages(const std::vector<Stage>& stages, const Path& path) {
    const events::Date end{};
    for (std::size_t n = 1; n < stages.size(); ++n) {
        const Path stage = path.element(n);
        if (end + stages[n].after <= end + stages[n - 1].after)
            return refuse(stage.member("after"), "is not later than the stage before");
        if (!stages[n - 1].reinstate && stages[n].reinstate)
            return refuse(stage.member("reinstate"), "follows a stage that is final");
    }
    return {};
}

// What the language can say and this engine cannot judge yet.
Status check_supported(const Rules& rules, const Path& path) {
    if (rules.retroactive)
        return fail(ErrorCode::unsupported_rule, "this version cannot judge retroactive rules",
                    path.member("retroactive").pointer());
    return {};
}

const std::map<std::string, Category>* children_of(const Rules& rules, std::string_view& name) {
    const auto* level = &rules.categories;
    for (auto dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
        const auto place = level->find(std::string{name.substr(0, dot)});
        if (place == level->end()) return nullptr;
        level = &place->second.children;
        name.remove_prefix(dot + 1);
    }
    return level;
}

}  // namespace

Result<Rules> parse_rules(const events::Json& document, std::string_view base) {
    const Path path{events::Source::client, nullptr, base};
    for (const char* needed : {"unit", "cycle", "requirements"})
        if (!document.is_object() || !document.contains(needed))
            return refuse(path.member(needed), "is missing");
    Rules rules;
    RECERT_TRY(events::read(document, path, rules));
    RECERT_TRY(check_shape(rules, path));
    RECERT_TRY(check_requirements(rules, path.member("requirements")));
    RECERT_TRY(check_names(rules, path));
    RECERT_TRY(check_windows(rules.cycle, path.member("cycle")));
    RECERT_TRY(check_stages(rules.stages, path.member("stages")));
    RECERT_TRY(check_supported(rules, path));
    resolve_percents(rules);
    for (Stage& stage : rules.stages)
        if (stage.reinstate && stage.reinstate->fee) {
            Requirement& added = stage.reinstate->fee_requirement.emplace();
            added.id = events::name_of(*stage.reinstate->fee) + "-fee";
            added.fee = stage.reinstate->fee;
            added.clause = stage.reinstate->clause ? stage.reinstate->clause : stage.clause;
        }
    return rules;
}

CategoryKind category_kind(const Rules& rules, std::string_view name) {
    const auto* level = children_of(rules, name);
    if (level == nullptr) return CategoryKind::unknown;
    const auto place = level->find(std::string{name});
    if (place == level->end()) return CategoryKind::unknown;
    const bool named = place->second.children.empty() || place->second.claimable;
    return named ? CategoryKind::leaf : CategoryKind::branch;
}

bool covers(std::string_view sum, const std::optional<std::string>& category) {
    if (sum == "*") return true;
    if (!category || !category->starts_with(sum)) return false;
    return category->size() == sum.size() || (*category)[sum.size()] == '.';
}

const FeeAmount* fee_of(const Rules& rules, events::FeeKind kind) {
    const auto place = rules.fees.find(events::name_of(kind));
    return place == rules.fees.end() ? nullptr : &place->second;
}

}  // namespace recert::projections
