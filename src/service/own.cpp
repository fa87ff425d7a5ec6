#include "service/own.hpp"

#include <algorithm>

namespace recert::service {
namespace {

Status check_activity(const std::string& provider, const events::CpeLogged& logged,
                      const projections::Program& program) {
    if (logged.provider != provider)
        return fail(ErrorCode::forbidden,
                    "a provider logs its own activities: provider is " + provider,
                    "/data/provider");
    if (program.provider_approved(provider, logged.completed_on)) return {};
    return fail(ErrorCode::forbidden, "the program does not approve " + provider + " on that day",
                "/data/completed_on");
}

bool is_instructor_of(const Principal& who, const events::PracticumId& practicum,
                      const projections::Program& program) {
    if (std::ranges::find(who.practicums, practicum.text) != who.practicums.end()) return true;
    for (const auto& fact : program.record().all<events::PracticumScheduled>())
        if (fact.data.practicum.text == practicum.text && fact.data.instructor &&
            fact.data.instructor->text == who.subject)
            return true;
    return false;
}

Status check_practicum(const Principal& who, const events::PracticumId& practicum,
                       const projections::Program& program) {
    if (is_instructor_of(who, practicum, program)) return {};
    return fail(ErrorCode::forbidden, practicum.text + " is not a practicum of this instructor",
                "/data/practicum");
}

}  // namespace

bool names_its_own(Role role) { return role == Role::provider || role == Role::instructor; }

Status check_named(const Principal& who, const events::Event& event,
                   const projections::Program& program) {
    const auto* said = std::get_if<events::CredentialEvent>(&event);
    if (said != nullptr && who.role == Role::provider)
        if (const auto* logged = std::get_if<events::CpeLogged>(said))
            return check_activity(who.subject, *logged, program);
    if (said != nullptr && who.role == Role::instructor) {
        if (const auto* attended = std::get_if<events::PracticumAttended>(said))
            return check_practicum(who, attended->practicum, program);
        if (const auto* missed = std::get_if<events::PracticumMissed>(said))
            return check_practicum(who, missed->practicum, program);
    }
    return fail(ErrorCode::forbidden, "this is nobody's own", "/type");
}

}  // namespace recert::service
