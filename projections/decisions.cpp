#include "projections/decisions.hpp"

#include <algorithm>

#include "projections/standing.hpp"
#include "projections/status.hpp"

namespace recert::projections {
namespace {

using events::Date;

// Whether rules would decide about what was there before them.
bool looks_back(const RulesVersion& version, Date decided_on) {
    return version.rules.retroactive && decided_on < version.published_on;
}

std::optional<DueDecision> due_award(const CredentialRecord& record, const Context& context,
                                     Date today) {
    if (!record.voided<events::CredentialAwarded>().empty()) return std::nullopt;
    const Program& program = *context.program;
    const PathRules& rules = path_rules(record, program).rules.path;
    const PathState path = path_state(record, program, rules, today);
    if (!path.complete_on) return std::nullopt;
    const Cycle cycle = first_cycle(context, *path.complete_on);
    events::CredentialAwarded award{};
    award.valid_from = cycle.starts_on;
    award.valid_until = cycle.ends_on;
    award.cycle = cycle.number;
    award.basis = basis_of_award(record, context, today);
    return DueDecision{std::move(award), *path.complete_on,
                       looks_back(path_rules(record, program), *path.complete_on)};
}

bool was_voided(const CredentialRecord& record, std::int64_t cycle) {
    const auto& voided = record.voided<events::CredentialRenewed>();
    return std::any_of(voided.begin(), voided.end(),
                       [&](const auto& fact) { return fact.data.cycle == cycle; });
}

events::Basis basis_of(const CycleJudgement& judgement, const Cycle& cycle) {
    events::Basis basis{cycle.rules->version, kEngine, {}, {}};
    for (const CountedClaim& claim : judgement.counting.claims)
        if (claim.counted > events::Credit{})
            basis.counted.push_back(static_cast<std::int64_t>(claim.claim->seq.value));
    for (const RequirementResult& result : judgement.requirements) {
        if (!result.complete) continue;
        basis.requirements.push_back(result.rule->id);
        for (const Seq seq : result.facts)
            basis.counted.push_back(static_cast<std::int64_t>(seq.value));
    }
    std::sort(basis.counted.begin(), basis.counted.end());
    return basis;
}

std::optional<DueDecision> due_renewal(const CredentialRecord& record, const Context& context,
                                       const Cycles& cycles, Date today) {
    const Cycle& open = cycles.back();
    if (was_voided(record, open.number + 1)) return std::nullopt;
    const auto claims = claims_of(record);
    const Matter matter{record, context, claims};
    const auto day = satisfied_on(matter, cycles, open, today);
    if (!day) return std::nullopt;
    const auto judgement = judge_cycle(matter, cycles, open, today);
    if (!judgement.complete()) return std::nullopt;  // met once, and taken back since
    const Cycle next = next_cycle(cycles, context, *day);
    events::CredentialRenewed renewal{};
    renewal.cycle = next.number;
    renewal.valid_from = next.starts_on;
    renewal.valid_until = next.ends_on;
    renewal.satisfied_on = *day;
    renewal.basis = basis_of(judgement, open);
    return DueDecision{std::move(renewal), *day, looks_back(*open.rules, *day)};
}

}  // namespace

std::optional<DueDecision> supported_decision(const CredentialRecord& record,
                                              const Context& context, Date today) {
    const auto imposed = imposed_status(record, today);
    if (imposed && ends_decisions(*imposed)) return std::nullopt;
    const Cycles cycles = decided_cycles(record, *context.program);
    if (cycles.empty()) return due_award(record, context, today);
    return due_renewal(record, context, cycles, today);
}

std::optional<DueDecision> due_decision(const CredentialRecord& record, const Context& context,
                                        Date today) {
    auto due = supported_decision(record, context, today);
    if (due && due->is_for_person) due.reset();
    return due;
}

bool stands_by_its_engine(const CredentialRecord& record, Seq decision,
                          const std::optional<events::Basis>& basis) {
    const auto came_later = [&](const auto& facts) {
        return !facts.empty() && decision < facts.back().seq;
    };
    return basis && basis->engine != kEngine && !came_later(record.all<events::EntryVoided>()) &&
           !came_later(record.all<events::CpeAmended>()) &&
           !came_later(record.all<events::CpeWithdrawn>()) &&
           !came_later(record.all<events::CpeApproved>()) &&
           !came_later(record.all<events::CpeDisallowed>()) &&
           !came_later(record.all<events::FeeAssessed>()) &&
           !came_later(record.all<events::FeeRefunded>());
}

events::Basis basis_of_award(const CredentialRecord& record, const Context& context, Date today) {
    const RulesVersion& rules = path_rules(record, *context.program);
    const PathState path = path_state(record, *context.program, rules.rules.path, today);
    events::Basis basis{rules.version, kEngine, {}, {}};
    const auto add = [&](const auto& facts, const std::optional<Date>& met_on) {
        for (const auto& fact : facts)
            if (met_on && fact.on <= *met_on)
                basis.counted.push_back(static_cast<std::int64_t>(fact.seq.value));
    };
    if (path.modules_on) basis.requirements.push_back("modules");
    if (path.practicum_on) basis.requirements.push_back("practicum");
    if (path.passed) basis.requirements.push_back("exam");
    add(record.all<events::ModuleCompleted>(), path.modules_on);
    if (rules.rules.path.modules && rules.rules.path.modules->assessments_gate)
        add(record.all<events::AssessmentTaken>(), path.modules_on);
    add(record.all<events::PracticumAttended>(), path.practicum_on);
    if (path.passed) basis.counted.push_back(static_cast<std::int64_t>(path.passed->seq.value));
    std::sort(basis.counted.begin(), basis.counted.end());
    return basis;
}

events::Basis basis_of_renewal(const CredentialRecord& record, const Context& context,
                               std::int64_t into_cycle, Date today) {
    const auto claims = claims_of(record);
    const Cycles cycles = decided_cycles(record, *context.program);
    for (const Cycle& cycle : cycles)
        if (cycle.number == into_cycle - 1)
            return basis_of(judge_cycle({record, context, claims}, cycles, cycle, today), cycle);
    return {};
}

}  // namespace recert::projections
