#include "projections/flags.hpp"

#include <algorithm>

#include "projections/anchor.hpp"
#include "projections/decisions.hpp"

namespace recert::projections {
namespace {

using events::Date;
using events::format_date;

struct Flags {
    const Matter& matter;
    const CredentialRecord& record;
    Date as_of;
    std::vector<Reason> found{};

    const Program& program() const { return matter.program(); }
    void add(std::string code, std::string detail, Seq seq, std::string clause = {}) {
        found.push_back({std::move(code), std::move(detail), std::move(clause), seq});
    }
};

std::string clause_of(const std::optional<std::string>& clause) { return clause.value_or(""); }

void flag_changes(Flags& flags, const Rules& rules) {
    for (const auto& fact : flags.record.all<events::PracticumChanged>()) {
        if (flags.as_of < fact.on) continue;
        const auto from = flags.matter.program().practicum(fact.data.from, fact.on);
        const auto to = flags.matter.program().practicum(fact.data.to, fact.on);
        if (!from || !to) continue;
        const auto verdict = judge_change(rules, from->starts_on, to->starts_on, fact.on);
        if (verdict.outcome == ChangeOutcome::flag)
            flags.add("class-change-unspecified-zone",
                      "asked on " + format_date(fact.on) + " for a practicum from " +
                          format_date(from->starts_on) +
                          ": the rules state neither that it is free nor that it costs a fee",
                      fact.seq, verdict.clause);
    }
}

// Late for certain: a plain date leaves the hour open, and gets the benefit of the doubt.
void flag_access(Flags& flags, const PathRules& rules) {
    if (!rules.modules || !rules.modules->access_within) return;
    const auto& granted = flags.record.all<events::AccessGranted>();
    if (granted.empty() || flags.as_of < granted.front().on) return;
    const auto& registered = flags.record.all<events::CredentialRegistered>().front();
    const auto* from = std::get_if<events::Instant>(&registered.occurred_at.when);
    const auto* to = std::get_if<events::Instant>(&granted.front().occurred_at.when);
    const auto limit = rules.modules->access_within->time;
    const bool late = from != nullptr && to != nullptr
                          ? *from + limit < *to
                          : registered.on + std::chrono::days{1} < granted.front().on;
    if (late)
        flags.add("access-late", "access was granted later than the rules promise",
                  granted.front().seq, clause_of(rules.modules->clause));
}

void flag_path(Flags& flags, const PathState& path, const PathRules& rules) {
    if (path.passed && path.exam.opens_on && path.passed->on < *path.exam.opens_on)
        flags.add("exam-before-window",
                  "passed on " + format_date(path.passed->on) +
                      "; by the practicum's present dates the exam opens on " +
                      format_date(*path.exam.opens_on),
                  path.passed->seq, rules.exam ? clause_of(rules.exam->clause) : "");
    const bool warns = rules.modules && rules.modules->gate == Gate::warn;
    if (warns && path.practicum_on && path.practicum_on < path.modules_on.value_or(flags.as_of) &&
        (path.modules_on || path.modules_done < rules.modules->count))
        for (const auto& fact : flags.record.all<events::PracticumAttended>())
            if (fact.data.complete && fact.on == *path.practicum_on)
                return flags.add("path-order",
                                 "the practicum was attended before all modules were done",
                                 fact.seq, clause_of(rules.modules->clause));
}

void flag_late_reports(Flags& flags, const Cycles& cycles) {
    for (const Claim& claim : flags.matter.claims) {
        if (flags.as_of < claim.on) continue;
        const Cycle* cycle = cycle_of(cycles, claim.on, &Windows::earn);
        if (cycle == nullptr || claim.withdrawn) continue;
        const Windows& windows = cycle->rules->rules.windows;
        if (windows.report || !windows.earn) continue;
        if (claim.reported_on <= cycle->deadline + *windows.earn) continue;
        flags.add("reported-late",
                  claim.data->activity.text + " of " + format_date(claim.on) + " was reported on " +
                      format_date(claim.reported_on) + ", after the end of cycle " +
                      std::to_string(cycle->number),
                  claim.seq, clause_of(windows.clause));
    }
}

void flag_fees(Flags& flags, const CycleJudgement& judgement) {
    for (const RequirementResult& result : judgement.requirements)
        if (result.rule->fee && result.met && !result.waived && result.account.amount_unstated() &&
            !result.account.facts.empty())  // a yearly one may be met before any of it is owed
            flags.add("amount-unstated",
                      "the rules state no amount for the " + events::name_of(*result.rule->fee) +
                          " fee: any payment above zero was taken as full",
                      result.account.facts.back(), clause_of(result.rule->clause));
}

// `what` has lost its ground; not said of what another engine decided by the same rules, while
// the facts are the same.
template <class Decision>
void flag_unsupported(Flags& flags, const Fact<Decision>& decision, std::string what,
                      const RulesVersion& judging) {
    const auto& basis = decision.data.basis;
    const bool other_rules = basis && basis->rules_version != judging.version;
    if (!other_rules && stands_by_its_engine(flags.record, decision.seq, basis)) return;
    if (other_rules)
        what += ", as rules version " + std::to_string(judging.version) +
                " judges them; it was made under version " + std::to_string(basis->rules_version);
    flags.add("decision-unsupported", std::move(what), decision.seq);
}

void flag_award(Flags& flags, const PathState& path) {
    for (const auto& fact : flags.record.all<events::CredentialAwarded>()) {
        if (!fact.by_service || flags.as_of < fact.on) continue;
        if (path.complete_on && *path.complete_on <= fact.on) continue;
        flag_unsupported(flags, fact, "the award is no longer supported by the steps on record",
                         path_rules(flags.record, flags.program()));
    }
}

bool supported(const Cycles& cycles, const std::vector<CycleJudgement>& judgements,
               std::int64_t into) {
    for (std::size_t n = 0; n < cycles.size(); ++n)
        if (cycles[n].number == into - 1) return judgements[n].complete();
    return false;
}

void flag_birth_month(Flags& flags, const Cycles& cycles) {
    if (birth_month_of(flags.matter.context)) return;
    for (const Cycle& cycle : cycles)
        if (cycle.rules->rules.cycle.anchor == Anchor::birth_month_end)
            return flags.add("birth-month-unknown",
                             "the end of the cycle follows the anniversary's month", cycle.decision,
                             clause_of(cycle.rules->rules.cycle.clause));
}

void flag_cycles(Flags& flags, const Cycles& cycles,
                 const std::vector<CycleJudgement>& judgements) {
    for (const CycleJudgement& judgement : judgements) flag_fees(flags, judgement);
    for (const auto& fact : flags.record.all<events::CredentialRenewed>()) {
        const auto granted = std::find_if(cycles.begin(), cycles.end(), [&](const Cycle& cycle) {
            return cycle.decision == fact.seq;
        });
        if (granted == cycles.end() || !fact.by_service) continue;
        if (supported(cycles, judgements, granted->number)) continue;
        const auto judged = granted == cycles.begin() ? granted : std::prev(granted);
        flag_unsupported(flags, fact,
                         "the renewal into cycle " + std::to_string(granted->number) +
                             " is no longer supported by the facts on record",
                         *judged->rules);
    }
}

// What retroactive rules would decide about the time before them is for a person (domain §8.10).
void flag_held(Flags& flags) {
    const auto& versions = flags.program().versions();
    if (std::none_of(versions.begin(), versions.end(),
                     [](const auto& version) { return version->rules.retroactive; }))
        return;
    const auto due = supported_decision(flags.record, flags.matter.context, flags.as_of);
    if (!due || !due->is_for_person) return;
    const bool is_award = std::holds_alternative<events::CredentialAwarded>(due->event);
    flags.add("decision-held",
              std::string(is_award ? "an award" : "a renewal") + " on " + format_date(due->on) +
                  " is due by retroactive rules alone: staff decide it",
              flags.record.last());
}

}  // namespace

std::vector<Reason> flags_of(const Matter& matter, const PathState& path, const Cycles& cycles,
                             const std::vector<CycleJudgement>& judgements, Date as_of) {
    Flags flags{matter, matter.record, as_of};
    const RulesVersion& rules = path_rules(matter.record, matter.program());
    flag_changes(flags, rules.rules);
    flag_access(flags, rules.rules.path);
    flag_path(flags, path, rules.rules.path);
    flag_late_reports(flags, cycles);
    flag_award(flags, path);
    flag_birth_month(flags, cycles);
    flag_cycles(flags, cycles, judgements);
    flag_held(flags);
    return std::move(flags.found);
}

}  // namespace recert::projections
