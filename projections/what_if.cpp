#include "projections/what_if.hpp"

#include <algorithm>

#include "projections/decisions.hpp"
#include "projections/status.hpp"

namespace recert::projections {
namespace {

using events::Date;
using events::format_credit;
using events::format_date;

// Cycles that rules may add to a history of any length one lives through.
constexpr int kDecisionsMax = 100;

// A record as some rules see it, on one day.
struct View {
    View(const CredentialRecord& seen, const Context& by, Date as_of)
        : record(seen),
          context(by),
          claims(claims_of(seen)),
          matter{record, context, claims},
          granted(granted_by(granted_cycles(matter), as_of)) {}

    Outcome outcome(Date as_of) const {
        const PathRules& rules = path_rules(record, *context.program).rules.path;
        const PathState path =
            granted.empty() ? path_state(record, *context.program, rules, as_of) : PathState{};
        return {status_on(record, path, granted, as_of),
                granted.empty() ? std::nullopt : std::optional{granted.back().ends_on}};
    }

    const CredentialRecord& record;
    const Context& context;
    std::vector<Claim> claims;
    Matter matter;
    Cycles granted;
};

bool supports_award(const CredentialRecord& record, const Context& context, Date on) {
    const PathRules& rules = path_rules(record, *context.program).rules.path;
    const auto complete_on = path_state(record, *context.program, rules, on).complete_on;
    return complete_on && *complete_on <= on;
}

bool is_by_service(const CredentialRecord& record, const Cycle& cycle) {
    const auto& renewals = record.all<events::CredentialRenewed>();
    return std::any_of(renewals.begin(), renewals.end(), [&](const auto& fact) {
        return fact.seq == cycle.decision && fact.by_service;
    });
}

bool supports_renewal(const Matter& matter, const Cycles& cycles, std::size_t into) {
    return satisfied_on(matter, cycles, cycles[into - 1], cycles[into].granted_on).has_value();
}

// From where on the decisions do not stand under the changed rules; nullopt: all of them do.
std::optional<std::size_t> first_unsupported(const CredentialRecord& record, const Context& present,
                                             const Context& changed) {
    const Cycles before = decided_cycles(record, *present.program);
    const Cycles cycles = decided_cycles(record, *changed.program);
    if (cycles.empty()) return std::nullopt;
    for (const auto& award : record.all<events::CredentialAwarded>())
        if (award.by_service && supports_award(record, present, award.on) &&
            !supports_award(record, changed, award.on))
            return 0;
    const auto claims = claims_of(record);
    for (std::size_t n = 1; n < cycles.size(); ++n)
        if (is_by_service(record, cycles[n]) &&
            supports_renewal({record, present, claims}, before, n) &&
            !supports_renewal({record, changed, claims}, cycles, n))
            return n;
    return std::nullopt;
}

void forget_decisions(CredentialRecord& record, const Cycles& cycles, std::size_t from) {
    const auto forget = [&](const auto& facts) {
        std::vector<Seq> decisions;
        for (const auto& fact : facts)
            if (fact.by_service && fact.data.cycle >= cycles[from].number)
                decisions.push_back(fact.seq);
        for (const Seq seq : decisions) record.forget(seq);
    };
    forget(record.all<events::CredentialAwarded>());
    forget(record.all<events::CredentialRenewed>());
}

events::Recorded as_recorded(const DueDecision& due, const CredentialRecord& record) {
    events::Recorded recorded{};
    recorded.envelope.seq = record.last().next();
    recorded.envelope.version = record.version().next();
    recorded.envelope.on = due.on;
    recorded.envelope.actor = {"system"};
    recorded.event = due.event;
    return recorded;
}

CredentialRecord decided_under(const CredentialRecord& record, const Context& present,
                               const Context& changed, Date as_of) {
    CredentialRecord decided = record;
    if (const auto from = first_unsupported(record, present, changed))
        forget_decisions(decided, decided_cycles(record, *changed.program), *from);
    for (int n = 0; n < kDecisionsMax; ++n) {
        const auto due = due_decision(decided, changed, as_of);
        if (!due) break;
        decided.apply(as_recorded(*due, decided));
    }
    return decided;
}

// The last cycle that both histories have, at the same place in each.
std::size_t common_cycles(const Cycles& now, const Cycles& then) {
    std::size_t common = 0;
    while (common < std::min(now.size(), then.size()) &&
           now[common].ends_on == then[common].ends_on)
        ++common;
    return common;
}

std::string verdict(const RequirementResult* result) {
    if (result == nullptr) return "not asked for";
    std::string met = result->complete ? "met" : "not met";
    if (!result->rule->sum) return met;
    return met + ", with " + format_credit(result->counted) + " of " +
           format_credit(result->required);
}

const RequirementResult* find_result(const CycleJudgement& judgement, const std::string& id) {
    for (const RequirementResult& result : judgement.requirements)
        if (result.rule->id == id) return &result;
    return nullptr;
}

class Comparison {
  public:
    Comparison(const View& now, const View& then, Date as_of)
        : now_(now), then_(then), as_of_(as_of) {}

    std::vector<Reason> reasons() {
        const std::size_t common = common_cycles(now_.granted, then_.granted);
        if (common == 0) {
            explain_path();
        } else {
            explain_cycle(now_.granted[common - 1], then_.granted[common - 1]);
            explain_dates(common);
            if (reasons_.empty()) explain_stage();
        }
        return std::move(reasons_);
    }

  private:
    void add(std::string code, std::string detail, const std::optional<std::string>& clause) {
        reasons_.push_back({std::move(code), std::move(detail), clause.value_or("")});
    }

    void explain_path() {
        const PathRules& rules = path_rules(then_.record, *then_.context.program).rules.path;
        add("path", "the way to the award is another", rules.clause);
    }

    void explain_cycle(const Cycle& now, const Cycle& then) {
        const auto before = judge_cycle(now_.matter, now_.granted, now, as_of_);
        const auto after = judge_cycle(then_.matter, then_.granted, then, as_of_);
        for (const RequirementResult& result : after.requirements)
            explain_requirement(find_result(before, result.rule->id), &result, now.number);
        for (const RequirementResult& result : before.requirements)
            if (find_result(after, result.rule->id) == nullptr)
                explain_requirement(&result, nullptr, now.number);
        explain_caps(before.counting, after.counting, "no longer binds: ");
        explain_caps(after.counting, before.counting, "binds now: ");
    }

    void explain_requirement(const RequirementResult* before, const RequirementResult* after,
                             std::int64_t cycle) {
        const bool was_met = before == nullptr || before->complete;
        const bool is_met = after == nullptr || after->complete;
        if (was_met == is_met) return;
        const Requirement& rule = after != nullptr ? *after->rule : *before->rule;
        add("requirement",
            rule.id + " of cycle " + std::to_string(cycle) + ": " + verdict(before) + "; then " +
                verdict(after),
            rule.clause);
    }

    // Caps that cut a claim here and none there.
    void explain_caps(const Counting& here, const Counting& there, const std::string& what) {
        std::vector<Reason> seen;
        const auto cuts = [](const Counting& counting, const std::string& detail) {
            return std::any_of(
                counting.claims.begin(), counting.claims.end(), [&](const CountedClaim& claim) {
                    return std::any_of(claim.reasons.begin(), claim.reasons.end(),
                                       [&](const Reason& reason) {
                                           return reason.code == "cap" && reason.detail == detail;
                                       });
                });
        };
        for (const CountedClaim& claim : here.claims)
            for (const Reason& reason : claim.reasons) {
                const auto same = [&](const Reason& one) { return one.detail == reason.detail; };
                if (reason.code != "cap" || cuts(there, reason.detail) ||
                    std::any_of(seen.begin(), seen.end(), same))
                    continue;
                seen.push_back(reason);
                reasons_.push_back({"cap", what + reason.detail, reason.clause});
            }
    }

    void explain_dates(std::size_t common) {
        if (common == now_.granted.size() || common == then_.granted.size()) return;
        const Cycle& then = then_.granted[common];
        add("cycle",
            "cycle " + std::to_string(then.number) + " ends on " +
                format_date(now_.granted[common].ends_on) + "; then on " +
                format_date(then.ends_on),
            then.rules->rules.cycle.clause);
    }

    void explain_stage() {
        const Cycle& then = then_.granted.back();
        const Stage* stage = stage_on(then, as_of_);
        const Stage* before = stage_on(now_.granted.back(), as_of_);
        const Stage* telling = stage != nullptr ? stage : before;
        add("stage", "what follows the end of cycle " + std::to_string(then.number) + " is other",
            telling != nullptr ? telling->clause : std::nullopt);
    }

    const View& now_;
    const View& then_;
    Date as_of_;
    std::vector<Reason> reasons_{};
};

}  // namespace

std::optional<ChangedStanding> what_if(const CredentialRecord& record, const Context& present,
                                       const Context& changed, Date as_of) {
    const CredentialRecord decided = decided_under(record, present, changed, as_of);
    const View now{record, present, as_of};
    const View then{decided, changed, as_of};
    ChangedStanding standing{now.outcome(as_of), then.outcome(as_of), {}};
    if (standing.now == standing.then) return std::nullopt;
    standing.reasons = Comparison{now, then, as_of}.reasons();
    return standing;
}

}  // namespace recert::projections
