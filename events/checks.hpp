// What one field cannot say alone: the rules between the fields of an event, as clients send it.
// Errors: schema, with the pointer of the field that is wrong.
#pragma once

#include "events/event.hpp"
#include "events/mapping.hpp"

namespace recert::events {

Status check(const PracticumScheduled& event, const Path& path);
Status check(const PracticumRescheduled& event, const Path& path);
Status check(const AuditAnnounced& event, const Path& path);
Status check(const ModuleCompleted& event, const Path& path);
Status check(const AssessmentTaken& event, const Path& path);
Status check(const PracticumChanged& event, const Path& path);
Status check(const CpeLogged& event, const Path& path);
Status check(const CpeAmended& event, const Path& path);
Status check(const CredentialAwarded& event, const Path& path);
Status check(const CredentialRenewed& event, const Path& path);
Status check(const HolderUpdated& event, const Path& path);
Status check(const HolderPreferred& event, const Path& path);
Status check(const OrganizationUpdated& event, const Path& path);

// A count that is there is `least` or more.
Status check_count(std::optional<std::int64_t> count, std::int64_t least, const Path& path);

template <class E>
Status check(const E& event, const Path& path) {
    if constexpr (requires { event.attempt; })
        RECERT_TRY(check_count(event.attempt, 1, path.member("attempt")));
    if constexpr (requires { event.cycle; })
        RECERT_TRY(check_count(event.cycle, 1, path.member("cycle")));
    if constexpr (requires { event.seq; })
        RECERT_TRY(check_count(event.seq, 0, path.member("seq")));
    return {};
}

}  // namespace recert::events
