#include "projections/requirements.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace recert::projections {
namespace {

using events::Credit;
using events::Date;

// A requirement over time: from each day on, whether it is met. Empty: never.
using Course = std::map<Date, bool>;

bool met_on(const Course& course, Date day) {
    const auto after = course.upper_bound(day);
    return after != course.begin() && std::prev(after)->second;
}

Course course_of_sum(const Requirement& rule, const std::vector<CountedClaim>& claims,
                     const Cycle& cycle) {
    Course course;
    Credit sum;
    if (*rule.min <= sum) course[cycle.starts_on] = true;
    for (const CountedClaim& claim : claims) {
        sum += counted_towards(claim, *rule.sum);
        if (*rule.min <= sum) {
            course[claim.claim->on] = true;
            break;
        }
    }
    return course;
}

std::set<Date> fee_dates(const CredentialRecord& record, Date until) {
    std::set<Date> dates;
    const auto add = [&](const auto& facts) {
        for (const auto& fact : facts)
            if (fact.on <= until) dates.insert(fact.on);
    };
    add(record.all<events::FeeAssessed>());
    add(record.all<events::FeePaid>());
    add(record.all<events::FeeRefunded>());
    add(record.all<events::FeeWaived>());
    return dates;
}

Course course_of_fee(const Requirement& rule, const CredentialRecord& record, const Cycles& cycles,
                     const Cycle& cycle, Date until) {
    Course course;
    const auto& window = cycle.rules->rules.windows.pay;
    for (const Date day : fee_dates(record, until)) {
        if (window && cycle.ends_on + *window < day) break;
        const auto fees = fees_of(record, cycles, day);
        course[day] = fee_account(fees, *rule.fee, cycle.number, cycle.rules->rules).met();
    }
    return course;
}

std::vector<Course> courses_of_fees(const CredentialRecord& record, const Cycles& cycles,
                                    const Cycle& cycle, Date until) {
    std::vector<Course> courses;
    for (const Requirement& rule : cycle.rules->rules.requirements)
        if (rule.fee) courses.push_back(course_of_fee(rule, record, cycles, cycle, until));
    return courses;
}

bool ever_met(const Course& course) {
    return std::any_of(course.begin(), course.end(), [](const auto& step) { return step.second; });
}

}  // namespace

bool fees_ever_met(const CredentialRecord& record, const Cycles& cycles, const Cycle& cycle,
                   Date until) {
    const auto courses = courses_of_fees(record, cycles, cycle, until);
    return std::all_of(courses.begin(), courses.end(), ever_met);
}

bool CycleJudgement::met() const {
    return std::all_of(requirements.begin(), requirements.end(),
                       [](const RequirementResult& result) { return result.met; });
}

CycleJudgement judge_cycle(const CredentialRecord& record, const std::vector<Claim>& claims,
                           const Cycles& cycles, const Cycle& cycle, Date as_of) {
    const Rules& rules = cycle.rules->rules;
    CycleJudgement judgement{count(claims, cycles, cycle, as_of), {}};
    const auto fees = fees_of(record, cycles, as_of);
    for (const Requirement& rule : rules.requirements) {
        RequirementResult result{&rule, {}, {}, false};
        if (rule.sum) {
            for (const CountedClaim& claim : judgement.claims)
                result.counted += counted_towards(claim, *rule.sum);
            result.met = *rule.min <= result.counted;
        } else {
            result.account = fee_account(fees, *rule.fee, cycle.number, rules);
            result.met = result.account.met();
        }
        judgement.requirements.push_back(std::move(result));
    }
    return judgement;
}

std::optional<Date> satisfied_on(const CredentialRecord& record, const std::vector<Claim>& claims,
                                 const Cycles& cycles, const Cycle& cycle, Date until) {
    std::vector<Course> courses = courses_of_fees(record, cycles, cycle, until);
    const auto counted = count(claims, cycles, cycle, until);
    for (const Requirement& rule : cycle.rules->rules.requirements)
        if (rule.sum) courses.push_back(course_of_sum(rule, counted, cycle));
    std::set<Date> days{cycle.starts_on};
    for (const Course& course : courses)
        for (const auto& [day, met] : course) days.insert(std::max(day, cycle.starts_on));
    const auto last = last_day_before_final_stage(cycle);
    for (const Date day : days) {
        if (until < day || (last && *last < day)) break;
        if (std::all_of(courses.begin(), courses.end(),
                        [&](const Course& course) { return met_on(course, day); }))
            return day;
    }
    return std::nullopt;
}

Cycles granted_cycles(const CredentialRecord& record, const std::vector<Claim>& claims,
                      const Program& program) {
    Cycles cycles = decided_cycles(record, program);
    for (std::size_t n = 1; n < cycles.size(); ++n)
        if (const auto day =
                satisfied_on(record, claims, cycles, cycles[n - 1], cycles[n].granted_on))
            cycles[n].granted_on = *day;
    return cycles;
}

std::optional<Date> last_day_before_final_stage(const Cycle& cycle) {
    std::optional<Date> last;
    for (const Stage& stage : cycle.rules->rules.stages) {
        if (stage.reinstate) continue;
        const Date day = cycle.ends_on + stage.after;
        last = std::min(last.value_or(day), day);
    }
    return last;
}

}  // namespace recert::projections
