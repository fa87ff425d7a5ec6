#include "projections/status.hpp"

#include <algorithm>

namespace recert::projections {
namespace {

using events::Date;
constexpr std::chrono::days kDay{1};

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
    for (const Cycle& cycle : cycles) {
        days.insert(std::max(cycle.granted_on, registered));
        days.insert(cycle.ends_on + kDay);
        for (const Stage& stage : cycle.rules->rules.stages)
            days.insert((cycle.ends_on + stage.after) + kDay);
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

Cycles granted_by(const Cycles& cycles, Date as_of) {
    Cycles granted;
    std::copy_if(cycles.begin(), cycles.end(), std::back_inserter(granted),
                 [&](const Cycle& cycle) { return cycle.granted_on <= as_of; });
    return granted;
}

CredentialStatus status_on(const PathState& path, const Cycles& cycles, Date as_of) {
    if (cycles.empty()) {
        const bool closed = path.exam.closes_on && *path.exam.closes_on < as_of && !path.passed;
        return closed ? CredentialStatus::expired_candidate : CredentialStatus::candidate;
    }
    const Cycle& last = cycles.back();
    if (as_of <= last.ends_on) return CredentialStatus::active;
    auto status = CredentialStatus::grace;  // past the end, before the first stage
    for (const Stage& stage : last.rules->rules.stages)
        if (last.ends_on + stage.after < as_of) status = status_of(stage.status);
    return status;
}

Timeline timeline(const CredentialRecord& record, const Context& context) {
    const PathRules& rules = path_rules(record, *context.program).rules.path;
    const Cycles cycles = granted_cycles(record, claims_of(record), *context.program);
    Timeline line;
    for (const Date day : turning_points(record, *context.program, rules, cycles)) {
        const auto granted = granted_by(cycles, day);
        const auto path =
            granted.empty() ? path_state(record, *context.program, rules, day) : PathState{};
        const auto status = status_on(path, granted, day);
        if (line.empty() || line.back().second != status) line.emplace_back(day, status);
    }
    return line;
}

}  // namespace recert::projections
