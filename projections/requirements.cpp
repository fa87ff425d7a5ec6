#include "projections/requirements.hpp"

#include <algorithm>

#include "projections/attestations.hpp"

namespace recert::projections {
namespace {

using events::Date;

// One cycle judged on one day.
class Judge {
  public:
    Judge(const Matter& matter, const Cycles& cycles, const Cycle& cycle, Date as_of)
        : matter_(matter),
          cycles_(cycles),
          cycle_(cycle),
          rules_(cycle.rules->rules),
          as_of_(as_of),
          years_(years_of(cycle)),
          stage_(stage_on(cycle, judged_day())) {}

    // Every requirement there is on the day: those of the rules that apply, and a stage's fee.
    template <class F>
    void each_rule(F use) const {
        for (const Requirement& rule : rules_.requirements)
            if (applies(rule, matter_, cycles_, cycle_, judged_day())) use(rule);
        if (stage_ != nullptr && stage_->reinstate && stage_->reinstate->fee_requirement)
            use(*stage_->reinstate->fee_requirement);
    }

    RequirementResult result_of(const Requirement& rule) {
        RequirementResult result{&rule};
        if (rule.sum)
            judge_sum(rule, result);
        else if (rule.fee)
            judge_fee(rule, result);
        else
            judge_attestation(rule, result);
        for (const auto& fact : matter_.record.all<events::RequirementWaived>())
            if (fact.data.requirement.text == rule.id && fact.data.cycle == cycle_.number &&
                fact.on <= as_of_) {
                result.waived = result.met = result.complete = true;
                result.facts.push_back(fact.seq);
            }
        return result;
    }

    const Counting& counting() {
        if (!counting_) counting_ = count(matter_, cycles_, cycle_, as_of_);
        return *counting_;
    }
    Counting take_counting() {
        counting();
        return std::move(*counting_);
    }

  private:
    // What came after the renewal does not make its requirements harder.
    Date judged_day() const {
        for (const Cycle& next : cycles_)
            if (next.number == cycle_.number + 1) return std::min(as_of_, next.granted_on);
        return as_of_;
    }

    // One verdict a full year, into met and complete.
    template <class F>
    void judge_years(RequirementResult& result, F met_in) const {
        result.year = years_[year_of(years_, as_of_)];
        result.met = result.complete = true;
        for (std::size_t n = 0; n < years_.size(); ++n) {
            if (!years_[n].is_full || met_in(n)) continue;
            result.complete = false;
            if (years_[n].starts_on <= as_of_) result.met = false;
        }
    }

    void judge_sum(const Requirement& rule, RequirementResult& result) {
        result.required = *rule.min;
        if (rule.per) {
            judge_years(result,
                        [&](std::size_t n) { return *rule.min <= counting().towards(rule, n); });
            result.counted = counting().towards(rule, year_of(years_, as_of_));
            return;
        }
        if (*rule.sum == "*" && stage_ != nullptr && stage_->reinstate)
            result.required += stage_->reinstate->extra;
        result.counted =
            counting().towards(rule) + earned_before(rule, matter_, cycles_, cycle_, as_of_);
        result.met = result.complete = result.required <= result.counted;
    }

    void judge_fee(const Requirement& rule, RequirementResult& result) {
        if (rule.per) {
            judge_years(result, [&](std::size_t n) {
                return yearly_account(matter_.record, *rule.fee, years_[n], rules_, as_of_).met();
            });
            result.account =
                yearly_account(matter_.record, *rule.fee, *result.year, rules_, as_of_);
        } else {
            if (!fees_) fees_ = fees_of(matter_.record, cycles_, as_of_);
            result.account = fee_account(*fees_, *rule.fee, cycle_.number, rules_);
            result.met = result.complete = result.account.met();
        }
        result.facts = result.account.facts;
    }

    void judge_attestation(const Requirement& rule, RequirementResult& result) const {
        result.facts = signatures(matter_, cycles_, cycle_, *rule.attestation, as_of_);
        result.met = result.complete = !result.facts.empty();
    }

    const Matter& matter_;
    const Cycles& cycles_;
    const Cycle& cycle_;
    const Rules& rules_;
    Date as_of_;
    std::vector<CycleYear> years_;
    const Stage* stage_;
    std::optional<Counting> counting_;
    std::optional<std::vector<Fee>> fees_;
};

// What costs little is asked first: most cycles wait for the fee most of the time.
bool is_complete(const Matter& matter, const Cycles& cycles, const Cycle& cycle, Date as_of) {
    Judge judge{matter, cycles, cycle, as_of};
    bool complete = true;
    judge.each_rule([&](const Requirement& rule) {
        if (complete && !rule.sum) complete = judge.result_of(rule).complete;
    });
    judge.each_rule([&](const Requirement& rule) {
        if (complete && rule.sum) complete = judge.result_of(rule).complete;
    });
    return complete;
}

// The days on which the answer may change.
std::vector<Date> turning_points(const Matter& matter, const Cycle& cycle, Date until) {
    std::vector<Date> days{opens_for_renewal(cycle)};
    const auto add = [&](const auto& facts) {
        for (const auto& fact : facts) days.push_back(fact.on);
    };
    for (const Claim& claim : matter.claims) {
        days.push_back(claim.on);
        for (const ClaimReview& review : claim.reviews) days.push_back(review.on);
    }
    const CredentialRecord& record = matter.record;
    add(record.all<events::FeeAssessed>());
    add(record.all<events::FeePaid>());
    add(record.all<events::FeeRefunded>());
    add(record.all<events::FeeWaived>());
    add(record.all<events::AttestationSigned>());
    add(record.all<events::RequirementWaived>());
    add(record.all<events::CarryoverDeclined>());
    add(record.all<events::AuditSelected>());
    add(record.all<events::AuditClosed>());
    for (const Extension& extension : cycle.extensions) days.push_back(extension.on);
    const Date first = opens_for_renewal(cycle);
    for (Date& day : days) day = std::max(day, first);
    std::erase_if(days, [&](Date day) { return until < day; });
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

// Whether what is met once stays met: nothing was taken back, assessed or made harder.
bool only_grows(const CredentialRecord& record, const Rules& rules) {
    return record.all<events::FeeRefunded>().empty() && record.all<events::FeeAssessed>().empty() &&
           record.all<events::CpeDisallowed>().empty() &&
           record.all<events::CpeApproved>().empty() &&
           record.all<events::CarryoverDeclined>().empty() &&
           record.all<events::AuditSelected>().empty() &&
           std::none_of(rules.requirements.begin(), rules.requirements.end(),
                        [](const Requirement& rule) { return rule.if_.has_value(); }) &&
           std::none_of(rules.stages.begin(), rules.stages.end(),
                        [](const Stage& stage) { return stage.reinstate.has_value(); });
}

Cycle as_extended_by(const Cycle& cycle, Date day) {
    return granted_by({cycle}, std::max(day, cycle.granted_on)).front();
}

bool is_before_final_stage(const Cycle& cycle, Date day) {
    const auto last =
        last_day_before_final_stage(cycle.extensions.empty() ? cycle : as_extended_by(cycle, day));
    return !last || day <= *last;
}

}  // namespace

bool CycleJudgement::complete() const {
    return std::all_of(requirements.begin(), requirements.end(),
                       [](const RequirementResult& result) { return result.complete; });
}

CycleJudgement judge_cycle(const Matter& matter, const Cycles& cycles, const Cycle& cycle,
                           Date as_of) {
    Judge judge{matter, cycles, cycle, as_of};
    CycleJudgement judgement;
    judgement.requirements.reserve(cycle.rules->rules.requirements.size());
    judge.each_rule(
        [&](const Requirement& rule) { judgement.requirements.push_back(judge.result_of(rule)); });
    judgement.counting = judge.take_counting();
    return judgement;
}

std::optional<Date> satisfied_on(const Matter& matter, const Cycles& cycles, const Cycle& cycle,
                                 Date until) {
    const auto days = turning_points(matter, cycle, until);
    const auto complete_on = [&](Date day) { return is_complete(matter, cycles, cycle, day); };
    auto first = days.begin();
    if (only_grows(matter.record, cycle.rules->rules)) {
        if (days.empty() || !complete_on(days.back())) return std::nullopt;
        first = std::partition_point(days.begin(), days.end(),
                                     [&](Date day) { return !complete_on(day); });
    }
    for (; first != days.end(); ++first)
        if (is_before_final_stage(cycle, *first) && complete_on(*first)) return *first;
    return std::nullopt;
}

Cycles granted_cycles(const Matter& matter) {
    Cycles cycles = decided_cycles(matter.record, matter.program());
    for (std::size_t n = 1; n < cycles.size(); ++n) {
        if (cycles[n].begun_anew) continue;
        if (const auto day = satisfied_on(matter, cycles, cycles[n - 1], cycles[n].granted_on))
            cycles[n].granted_on = *day;
    }
    return cycles;
}

}  // namespace recert::projections
