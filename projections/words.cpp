#include "projections/words.hpp"

#include <algorithm>
#include <array>

namespace recert::projections {
namespace {

using events::Date;

std::string plural(const std::string& amount, const std::string& noun) {
    return noun + (amount == "1" ? "" : "s");
}

std::string count_of(const std::string& amount, const std::string& noun) {
    return amount + " more " + plural(amount, noun);
}

std::string fee_words(events::FeeKind kind) {
    std::string words = events::name_of(kind);
    std::replace(words.begin(), words.end(), '-', ' ');
    return "the " + words + " fee";
}

std::string scope_words(const Rules& rules, const std::string& sum) {
    return sum == "*" ? "" : " in " + label_of(rules, sum);
}

// By when: the year's end, the cycle's, or while a stage still lets the credential back.
Date last_day_for(const RequirementResult& result, const Cycle& cycle, Date as_of) {
    if (result.year && !result.met) return result.year->ends_on;
    if (as_of <= cycle.deadline) return cycle.deadline;
    return std::max(cycle.deadline, last_day_before_final_stage(cycle).value_or(cycle.deadline));
}

std::string unmet_words(const RequirementResult& result, const Cycle& cycle, Date as_of) {
    if (result.rule->fee) return fee_words(*result.rule->fee);
    if (result.rule->attestation) return "the attestation " + *result.rule->attestation;
    const Rules& rules = cycle.rules->rules;
    return count_of(events::format_credit(result.required - result.counted), rules.unit.name) +
           scope_words(rules, *result.rule->sum) + " by " +
           long_date(last_day_for(result, cycle, as_of));
}

std::vector<std::string> missing_on_path(const PathState& path, const PathRules& rules) {
    std::vector<std::string> missing;
    if (rules.modules && !path.modules_on)
        missing.push_back(
            count_of(std::to_string(rules.modules->count - path.modules_done), "module"));
    if (rules.practicum && !path.practicum_on)
        missing.push_back(path.practicum ? "the practicum " + path.practicum->text
                                         : "a practicum, to be selected and attended");
    if (rules.exam && !path.passed)
        missing.push_back(path.exam.closes_on
                              ? "a pass in the exam by " + long_date(*path.exam.closes_on)
                              : "a pass in the exam");
    return missing;
}

// Its own id, or what tells it from the others.
std::string id_of(const Fee& fee) {
    if (fee.fee) return fee.fee->text;
    const std::string kind = events::name_of(fee.kind);
    return fee.cycle ? kind + "." + std::to_string(*fee.cycle) : kind;
}

void add_audit_deadlines(std::vector<Deadline>& deadlines, const CredentialRecord& record,
                         Date as_of) {
    const auto answered = [&](const events::AuditId& audit, const auto& facts) {
        return std::any_of(facts.begin(), facts.end(), [&](const auto& fact) {
            return fact.data.audit == audit && fact.on <= as_of;
        });
    };
    for (const auto& fact : record.all<events::AuditSelected>())
        if (fact.on <= as_of && as_of <= fact.data.respond_by &&
            !answered(fact.data.audit, record.all<events::AuditResponded>()) &&
            !answered(fact.data.audit, record.all<events::AuditClosed>()))
            deadlines.push_back({fact.data.respond_by, "audit-response", fact.data.audit.text});
}

}  // namespace

std::string long_date(Date date) {
    static constexpr std::array kMonths = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};
    const std::chrono::year_month_day ymd{date};
    return std::to_string(static_cast<unsigned>(ymd.day())) + " " +
           kMonths.at(static_cast<unsigned>(ymd.month()) - 1) + " " +
           std::to_string(static_cast<int>(ymd.year()));
}

std::string counted_words(const std::string& amount, const std::string& noun) {
    return amount + ' ' + plural(amount, noun);
}

std::string required_words(const Requirement& requirement, const Rules& rules) {
    if (requirement.fee) return fee_words(*requirement.fee);
    if (requirement.attestation) return "the attestation " + *requirement.attestation;
    const std::string amount = events::format_credit(requirement.min.value_or(events::Credit{}));
    return counted_words(amount, rules.unit.name) + scope_words(rules, *requirement.sum) +
           (requirement.per ? " a year" : "");
}

std::vector<std::string> missing_words(const Standing& standing, Date as_of) {
    if (!standing.goes_on) return {};
    if (!standing.cycle) return missing_on_path(standing.path, standing.rules->rules.path);
    std::vector<std::string> missing;
    for (const RequirementResult& result : standing.cycle->judgement.requirements)
        if (!result.met) missing.push_back(unmet_words(result, standing.cycle->cycle, as_of));
    return missing;
}

std::vector<Deadline> deadlines_of(const Standing& standing, const CredentialRecord& record,
                                   Date as_of) {
    std::vector<Deadline> deadlines;
    const auto add = [&](const std::optional<Date>& on, const char* what, std::string of = {}) {
        if (on && as_of <= *on) deadlines.push_back({*on, what, std::move(of)});
    };
    if (standing.cycles.empty()) {
        add(standing.path.exam.closes_on, "exam-closes");
        if (standing.path.dates && !standing.path.practicum_on) {
            add(standing.path.dates->starts_on, "practicum-starts");
            add(change_free_until(standing.rules->rules, standing.path.dates->starts_on),
                "change-free-until");
        }
    } else if (standing.cycle && standing.status == CredentialStatus::active) {
        const Cycle& cycle = standing.cycle->cycle;
        add(cycle.deadline, "cycle-end");
        if (cycle.rules->rules.cycle.apply_before_end) add(opens_for_renewal(cycle), "apply-from");
    }
    add_audit_deadlines(deadlines, record, as_of);
    for (const Fee& fee : standing.fees)
        if (!fee.waived && fee.net.empty()) add(fee.due_on, "fee-due", id_of(fee));
    std::stable_sort(deadlines.begin(), deadlines.end(),
                     [](const Deadline& a, const Deadline& b) { return a.on < b.on; });
    return deadlines;
}

}  // namespace recert::projections
