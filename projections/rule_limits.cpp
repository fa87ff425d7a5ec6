#include "projections/rule_limits.hpp"

#include <algorithm>

namespace recert::projections {
namespace {

using events::Credit;

Credit times(std::int64_t count, Credit credit) { return {count * credit.hundredths}; }

std::string part_of(const std::string& sum, const std::string& name) {
    return sum == "*" ? name : sum + "." + name;
}

}  // namespace

RuleLimits::RuleLimits(const Rules& rules) : rules_(rules) {
    const Period& length = rules.cycle.length;
    years_least_ = length.months / 12 + length.days / 366;
    years_most_ = (length.months + 11) / 12 + (length.days + 364) / 365 +
                  (rules.cycle.anchor == Anchor::award_date ? 0 : 1);
}

std::optional<Credit> RuleLimits::most(const std::string& sum, std::optional<Per> per) const {
    std::optional<Credit> limit = most_within(sum, per);
    for (const Cap& cap : rules_.caps)
        if (covers(cap.sum, sum))
            limit = std::min(limit.value_or(room_of(cap, per)), room_of(cap, per));
    return limit;
}

std::optional<Credit> RuleLimits::most_of_parts(const std::string& sum,
                                                std::optional<Per> per) const {
    const auto& parts = parts_of(sum);
    // A claim may do without a category or name this one, and what is carried in may be put into a
    // branch.
    if (sum == "*" || category_kind(rules_, sum) == CategoryKind::leaf ||
        (rules_.carry_over && rules_.carry_over->into == sum))
        return std::nullopt;
    Credit total;
    for (const auto& [name, category] : parts) {
        const auto part = most_within(part_of(sum, name), per);
        if (!part) return std::nullopt;
        total += *part;
    }
    return total;
}

std::optional<Credit> RuleLimits::most_within(const std::string& sum,
                                              std::optional<Per> per) const {
    std::optional<Credit> limit = most_of_parts(sum, per);
    for (const Cap& cap : rules_.caps)
        if (cap.sum == sum) limit = std::min(limit.value_or(room_of(cap, per)), room_of(cap, per));
    return limit;
}

Credit RuleLimits::least(const std::string& sum, const Requirement* left_out) const {
    Credit least = least_of_parts(sum, left_out);
    for (const Requirement& rule : rules_.requirements)
        if (&rule != left_out && rule.sum == sum) least = std::max(least, asked_by(rule));
    return least;
}

Credit RuleLimits::least_of_parts(const std::string& sum, const Requirement* left_out) const {
    Credit total;
    for (const auto& [name, category] : parts_of(sum)) total += least(part_of(sum, name), left_out);
    return total;
}

Credit RuleLimits::room_of(const Cap& cap, std::optional<Per> per) const {
    if (per || !cap.per) return cap.max;
    // What was carried in counts under no cap of a year.
    const Credit carried = rules_.carry_over ? rules_.carry_over->max : Credit{};
    return times(years_most_, cap.max) + carried;
}

Credit RuleLimits::asked_by(const Requirement& rule) const {
    if (rule.if_ || rule.within) return {};  // it may not apply, or earlier cycles may do for it
    return rule.per ? times(years_least_, *rule.min) : *rule.min;
}

// None of a name that no claim could spell, for a part of it holds a dot.
const std::map<std::string, Category>& RuleLimits::parts_of(const std::string& sum) const {
    static const std::map<std::string, Category> kNone;
    if (sum == "*") return rules_.categories;
    const Category* found = category_of(rules_, sum);
    return found == nullptr ? kNone : found->children;
}

}  // namespace recert::projections
