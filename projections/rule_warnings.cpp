#include "projections/rule_warnings.hpp"

#include <algorithm>

#include "projections/rule_limits.hpp"

namespace recert::projections {
namespace {

using events::Credit;
using events::Date;
using events::format_credit;
using events::Path;

constexpr std::chrono::days kDay{1};
constexpr Date kSomeEnd{std::chrono::year{2023} / 12 / 31};  // of a cycle; which one is the same

class Warnings {
  public:
    explicit Warnings(const Rules& rules) : rules_(rules), limits_(rules) {}

    void look_at_path(const Path& path) {
        const Path exam = path.member("exam");
        if (rules_.path.exam && rules_.path.exam->opens && !rules_.path.practicum)
            warn(exam.member("opens"), "never opens: these rules have no practicum");
        if (rules_.path.exam && rules_.path.exam->closes_after && !rules_.path.exam->opens)
            warn(exam.member("closes_after"), "never binds: nothing says when the exam opens");
        if (rules_.path.exam && rules_.path.exam->max_attempts.value_or(1) < 1)
            warn(exam.member("max_attempts"), "can never be met: nobody may try");
        if (rules_.path.practicum && rules_.path.practicum->change) {
            const Path practicum = path.member("practicum");
            const Path change = practicum.member("change");
            look_at_zones(rules_.path.practicum->change->zones, change.member("zones"));
        }
    }

    void look_at_cycle(const Path& path) {
        const auto& apply = rules_.cycle.apply_before_end;
        const auto last = last_day();
        const Date opens = kSomeEnd + kDay + -1 * apply.value_or(Period{});
        if (apply && last && *last < opens)
            warn(path.member("apply_before_end"),
                 "never opens: the final stage begins before it does");
        if (apply && rules_.cycle.anchor == Anchor::award_date &&
            opens + rules_.cycle.length <= kSomeEnd + kDay)
            warn(path.member("apply_before_end"), "never binds: it is as long as the cycle");
        if (rules_.cycle.late_renewal == LateRenewal::restart && last && *last <= kSomeEnd)
            warn(path.member("late_renewal"),
                 "never binds: no renewal is late, for the final stage follows the end");
    }

    void look_at_windows(const Path& path) {
        const Windows& windows = rules_.windows;
        const auto last = last_day();
        if (windows.earn && last && *last < kSomeEnd + *windows.earn)
            warn(path.member("earn"),
                 "its last days never bind: the final stage begins before they come");
        if (windows.report && windows.earn && kSomeEnd + *windows.report < kSomeEnd + *windows.earn)
            warn(path.member("report"),
                 "closes before earn does: what is earned between can never be reported in time");
    }

    void look_at_stages(const Path& path) {
        const bool has_total =
            std::any_of(rules_.requirements.begin(), rules_.requirements.end(),
                        [](const Requirement& rule) { return rule.sum == "*" && !rule.per; });
        const auto most = limits_.most("*", std::nullopt);
        for (std::size_t n = 0; n < rules_.stages.size(); ++n) {
            const auto& reinstate = rules_.stages[n].reinstate;
            if (!reinstate || reinstate->extra == Credit{}) continue;
            const Path stage = path.element(n);
            const Path rule = stage.member("reinstate");
            if (!has_total)
                warn(rule.member("extra"), "never binds: no requirement sums \"*\" over the cycle");
            else if (most && *most < limits_.least("*", nullptr) + reinstate->extra)
                warn(rule.member("extra"),
                     "can never be met: caps let at most " + format_credit(*most) + " count");
        }
    }

    void look_at_requirements(const Path& path) {
        for (std::size_t n = 0; n < rules_.requirements.size(); ++n) {
            const Requirement& rule = rules_.requirements[n];
            const Path at = path.element(n);
            if (rule.sum) look_at_minimum(rule, at.member("min"));
        }
    }

    void look_at_caps(const Path& path) {
        for (std::size_t n = 0; n < rules_.caps.size(); ++n) {
            const Path cap = path.element(n);
            look_at_cap(rules_.caps[n], cap.member(rules_.caps[n].percent ? "percent" : "max"));
        }
    }

    void look_at_carry_over(const CarryOver& rule, const Path& path) {
        if (rule.max == Credit{}) warn(path.member("max"), "never binds: nothing is carried over");
        const Path exclude = path.member("exclude");
        for (std::size_t n = 0; n < rule.exclude.size(); ++n)
            if (rule.exclude[n] == "*") warn(exclude.element(n), "leaves nothing to carry over");
        if (rule.capped && rules_.caps.empty())
            warn(path.member("capped"), "never binds: there is no cap");
        if (rule.counts_for_yearly &&
            std::none_of(rules_.requirements.begin(), rules_.requirements.end(),
                         [](const Requirement& r) { return r.sum && r.per; }))
            warn(path.member("counts_for_yearly"), "never binds: no sum is asked for each year");
    }

    void look_at_categories(const std::map<std::string, Category>& level, const Path& path) {
        for (const auto& [name, category] : level) {
            const Path at = path.member(name);
            if (name.empty() || name == "*" || name.find('.') != std::string::npos)
                warn(at, "can never be logged: no claim can spell this name");
            look_at_categories(category.children, at.member("children"));
        }
    }

    std::vector<RuleWarning> take() { return std::move(found_); }

  private:
    void warn(const Path& path, const std::string& message) {
        found_.push_back({path.pointer(), events::refuse(path, message).value().message});
    }

    // On which a renewal may be decided, of a cycle that ends on kSomeEnd.
    std::optional<Date> last_day() const {
        for (const Stage& stage : rules_.stages)
            if (!stage.reinstate) return kSomeEnd + stage.after;
        return std::nullopt;
    }

    void look_at_zones(const std::vector<ChangeZone>& zones, const Path& path) {
        const auto rest = std::find_if(zones.begin(), zones.end(),
                                       [](const ChangeZone& zone) { return !zone.at_least; });
        if (rest == zones.end()) return;
        for (auto zone = rest + 1; zone != zones.end(); ++zone)
            warn(path.element(static_cast<std::size_t>(zone - zones.begin())),
                 "never binds: a zone before it takes whatever is left");
    }

    // Whether a stage asks for more of the total than the requirement says.
    bool is_raised(const Requirement& rule) const {
        return rule.sum == "*" && !rule.per &&
               std::any_of(rules_.stages.begin(), rules_.stages.end(), [](const Stage& stage) {
                   return stage.reinstate && stage.reinstate->extra > Credit{};
               });
    }

    void look_at_minimum(const Requirement& rule, const Path& path) {
        if (rule.within) return;  // what earlier cycles counted is under their caps
        auto most = limits_.most(*rule.sum, rule.per);
        if (most && rule.per && rules_.carry_over && rules_.carry_over->counts_for_yearly)
            *most += rules_.carry_over->max;
        const auto in_cycle = limits_.most(*rule.sum, std::nullopt);
        if (most && *most < *rule.min)
            warn(path, "can never be met: caps let at most " + format_credit(*most) + " count");
        else if (in_cycle && *in_cycle < limits_.asked_by(rule))
            warn(path, "can never be met in every year: caps let at most " +
                           format_credit(*in_cycle) + " count in a cycle");
        else if (*rule.min == Credit{} && !is_raised(rule))
            warn(path, "never binds: nothing is asked for");
        else if (!is_raised(rule) && is_implied(rule))
            warn(path, "never binds: other requirements ask for as much");
    }

    // Met whenever the others are.
    bool is_implied(const Requirement& rule) const {
        if (rule.providers) return false;
        if (!rule.per && *rule.min <= limits_.least_of_parts(*rule.sum, &rule)) return true;
        return std::any_of(rules_.requirements.begin(), rules_.requirements.end(),
                           [&](const Requirement& other) { return implies(other, rule); });
    }

    bool implies(const Requirement& other, const Requirement& rule) const {
        if (&other == &rule || !other.sum || other.if_ || other.within ||
            !covers(*rule.sum, *other.sum))
            return false;
        if (rule.per && !other.per) return false;
        const Credit asked = rule.per ? *other.min : limits_.asked_by(other);
        if (asked != *rule.min || *other.sum != *rule.sum || other.per != rule.per)
            return *rule.min <= asked;
        // Of two that ask for the same, the first is the one that binds.
        return other.providers || &other < &rule;
    }

    void look_at_cap(const Cap& cap, const Path& path) {
        const Credit asked = limits_.least_of_parts(cap.sum, nullptr);
        if (cap.max == Credit{})
            warn(path, "lets nothing count");
        else if (!cap.per && cap.max < asked && !is_below_a_minimum(cap))
            warn(path, "can never be kept: the minima under it ask for " + format_credit(asked));
        else if (never_binds(cap))
            warn(path, "never binds: other caps let less count");
    }

    // Then the requirement is warned of.
    bool is_below_a_minimum(const Cap& cap) const {
        return std::any_of(
            rules_.requirements.begin(), rules_.requirements.end(), [&](const Requirement& rule) {
                return rule.sum && covers(cap.sum, *rule.sum) && cap.max < limits_.asked_by(rule);
            });
    }

    bool never_binds(const Cap& cap) const {
        const auto parts = limits_.most_of_parts(cap.sum, cap.per);
        if (parts && *parts <= cap.max) return true;
        return std::any_of(rules_.caps.begin(), rules_.caps.end(), [&](const Cap& other) {
            if (&other == &cap || !covers(other.sum, cap.sum)) return false;
            const Credit room = limits_.room_of(other, cap.per);
            if (room != cap.max || other.sum != cap.sum) return room <= cap.max;
            return other.per == cap.per ? &other < &cap : !cap.per;  // one of the two binds
        });
    }

    const Rules& rules_;
    RuleLimits limits_;
    std::vector<RuleWarning> found_{};
};

}  // namespace

std::vector<RuleWarning> rule_warnings(const Rules& rules, std::string_view base) {
    const Path path{events::Source::client, nullptr, base};
    Warnings warnings{rules};
    warnings.look_at_path(path.member("path"));
    warnings.look_at_cycle(path.member("cycle"));
    warnings.look_at_categories(rules.categories, path.member("categories"));
    warnings.look_at_requirements(path.member("requirements"));
    warnings.look_at_caps(path.member("caps"));
    if (rules.carry_over) warnings.look_at_carry_over(*rules.carry_over, path.member("carry_over"));
    warnings.look_at_windows(path.member("windows"));
    warnings.look_at_stages(path.member("stages"));
    return warnings.take();
}

}  // namespace recert::projections
