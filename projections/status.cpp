#include "projections/status.hpp"

#include <algorithm>

namespace recert::projections {
namespace {

using events::Date;
constexpr std::chrono::days kDay{1};

CredentialStatus status_of(events::RetiredKind kind) {
    switch (kind) {
        case events::RetiredKind::retired:
            return CredentialStatus::retired;
        case events::RetiredKind::emeritus:
            return CredentialStatus::emeritus;
        case events::RetiredKind::inactive:
            return CredentialStatus::inactive;
    }
    return CredentialStatus::retired;
}

bool is_ended(const CredentialRecord& record, Date as_of) {
    const auto& ended = record.all<events::CredentialEnded>();
    return std::any_of(ended.begin(), ended.end(),
                       [&](const auto& fact) { return fact.on <= as_of; });
}

// The days on which a status was imposed or taken back.
template <class F>
void each_imposing_day(const CredentialRecord& record, F use) {
    const auto add = [&](const auto& facts) {
        for (const auto& fact : facts) use(fact.on);
    };
    add(record.all<events::CredentialSuspended>());
    add(record.all<events::CredentialReinstated>());
    add(record.all<events::CredentialRevoked>());
    add(record.all<events::CredentialSurrendered>());
    add(record.all<events::CredentialEnded>());
    add(record.all<events::CredentialRetired>());
    add(record.all<events::CredentialResumed>());
}

// The days on which facts moved the exam's window or used it.
std::set<Date> window_days(const CredentialRecord& record, const Program& program) {
    std::set<Date> days;
    const auto add = [&](const auto& facts) {
        for (const auto& fact : facts) days.insert(fact.on);
    };
    add(record.all<events::CredentialRegistered>());
    add(record.all<events::PracticumSelected>());
    add(record.all<events::PracticumChanged>());
    add(record.all<events::ExamPassed>());
    add(record.all<events::ExamExtended>());
    const auto ids = practicums_of(record);
    for (const auto& fact : program.record().all<events::PracticumScheduled>())
        if (ids.contains(fact.data.practicum)) days.insert(fact.on);
    for (const auto& fact : program.record().all<events::PracticumRescheduled>())
        if (ids.contains(fact.data.practicum)) days.insert(fact.on);
    return days;
}

// The days on which the status may change: when facts took effect and when time alone does it.
std::set<Date> turning_points(const CredentialRecord& record, const Program& program,
                              const PathRules& rules, const Cycles& cycles) {
    const Date registered = record.all<events::CredentialRegistered>().front().on;
    std::set<Date> days;
    for (const Date day : window_days(record, program)) {
        if (!cycles.empty() && cycles.front().granted_on <= day) continue;
        days.insert(std::max(day, registered));
        if (const auto closes = path_state(record, program, rules, day).exam.closes_on)
            days.insert(std::max(*closes + kDay, registered));
    }
    days.insert(registered);
    each_imposing_day(record, [&](Date day) { days.insert(std::max(day, registered)); });
    for (const Cycle& cycle : cycles) {
        days.insert(std::max(cycle.granted_on, registered));
        const auto add_end = [&](Date end) {
            days.insert(end + kDay);
            for (const Stage& stage : cycle.rules->rules.stages)
                days.insert((end + stage.after) + kDay);
        };
        add_end(cycle.ends_on);
        for (const Extension& extension : cycle.extensions) {
            days.insert(std::max(extension.on, registered));
            add_end(extension.until);
        }
    }
    return days;
}

}  // namespace

std::set<events::PracticumId> practicums_of(const CredentialRecord& record) {
    std::set<events::PracticumId> ids;
    for (const auto& fact : record.all<events::CredentialRegistered>())
        if (fact.data.practicum) ids.insert(*fact.data.practicum);
    for (const auto& fact : record.all<events::PracticumSelected>())
        ids.insert(fact.data.practicum);
    for (const auto& fact : record.all<events::PracticumChanged>()) ids.insert(fact.data.to);
    return ids;
}

CredentialStatus status_of(StageStatus stage) {
    switch (stage) {
        case StageStatus::grace:
            return CredentialStatus::grace;
        case StageStatus::suspended:
            return CredentialStatus::suspended;
        case StageStatus::lapsed:
            return CredentialStatus::lapsed;
        case StageStatus::revoked:
            return CredentialStatus::revoked;
    }
    return CredentialStatus::lapsed;
}

std::optional<CredentialStatus> imposed_status(const CredentialRecord& record, Date as_of) {
    std::optional<CredentialStatus> imposed;
    std::optional<std::pair<Date, Seq>> latest;
    const auto consider = [&](const auto& facts, auto status) {
        for (const auto& fact : facts)
            if (fact.on <= as_of && latest <= std::pair{fact.on, fact.seq}) {
                latest = std::pair{fact.on, fact.seq};
                imposed = status(fact.data);
            }
    };
    using enum CredentialStatus;
    using Imposed = std::optional<CredentialStatus>;
    const auto always = [](Imposed status) { return [=](const auto&) { return status; }; };
    if (is_ended(record, as_of)) return deceased;
    consider(record.all<events::CredentialSuspended>(), always(suspended));
    consider(record.all<events::CredentialRevoked>(), always(revoked));
    consider(record.all<events::CredentialSurrendered>(), always(surrendered));
    consider(record.all<events::CredentialRetired>(),
             [](const events::CredentialRetired& fact) { return Imposed{status_of(fact.kind)}; });
    consider(record.all<events::CredentialReinstated>(), always(std::nullopt));
    consider(record.all<events::CredentialResumed>(), always(std::nullopt));
    return imposed;
}

bool ends_decisions(CredentialStatus imposed) { return imposed != CredentialStatus::suspended; }

CredentialStatus status_on(const CredentialRecord& record, const PathState& path,
                           const Cycles& cycles, Date as_of) {
    if (const auto imposed = imposed_status(record, as_of)) return *imposed;
    if (cycles.empty()) {
        const bool closed = path.exam.closes_on && *path.exam.closes_on < as_of && !path.passed;
        return closed ? CredentialStatus::expired_candidate : CredentialStatus::candidate;
    }
    if (as_of <= cycles.back().deadline) return CredentialStatus::active;
    const Stage* stage = stage_on(cycles.back(), as_of);
    return stage == nullptr ? CredentialStatus::grace : status_of(stage->status);
}

Timeline timeline(const CredentialRecord& record, const Context& context) {
    const PathRules& rules = path_rules(record, *context.program).rules.path;
    const auto claims = claims_of(record);
    const Cycles cycles = granted_cycles({record, context, claims});
    Timeline line;
    for (const Date day : turning_points(record, *context.program, rules, cycles)) {
        const auto granted = granted_by(cycles, day);
        const auto path =
            granted.empty() ? path_state(record, *context.program, rules, day) : PathState{};
        const auto status = status_on(record, path, granted, day);
        if (line.empty() || line.back().second != status) line.emplace_back(day, status);
    }
    return line;
}

}  // namespace recert::projections
