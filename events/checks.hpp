// What one field cannot say alone: the rules between the fields of an event, as clients send it.
// Errors: schema, with the pointer of the field that is wrong.
#pragma once

#include "events/event.hpp"
#include "events/mapping.hpp"

namespace recert::events {

Status check(const PracticumScheduled& event, const Path& path);
Status check(const PracticumRescheduled& event, const Path& path);
Status check(const ModuleCompleted& event, const Path& path);
Status check(const AssessmentTaken& event, const Path& path);
Status check(const PracticumChanged& event, const Path& path);
Status check(const CpeLogged& event, const Path& path);
Status check(const CpeAmended& event, const Path& path);
Status check(const CredentialAwarded& event, const Path& path);
Status check(const CredentialRenewed& event, const Path& path);
Status check(const HolderUpdated& event, const Path& path);
Status check(const OrganizationUpdated& event, const Path& path);

template <class E>
Status check(const E&, const Path&) {
    return {};
}

}  // namespace recert::events
