// What the checks of a credential's commands look at, gathered once a command.
#pragma once

#include "domain/decide.hpp"
#include "projections/standing.hpp"

namespace recert::domain {

struct Case {
    const projections::CredentialRecord& record;
    const projections::Context& context;
    const Command& command;
    const Now& now;

    // The rules of the path: in force on the day of registration.
    const projections::Rules& rules() const {
        return projections::path_rules(record, *context.program).rules;
    }
    // By everything known: an exception recorded today covers a fact of yesterday.
    projections::PathState path() const {
        return projections::path_state(record, *context.program, rules().path, now.today);
    }
};

// A cycle that an event names has been granted.
Status known_cycle(const Case& c, std::optional<std::int64_t> cycle);

// Whether the rules allow the event; one overload a type. Errors: the rule's own code and clause.
Status allow(const Case& c, const events::CredentialRegistered& event);
Status allow(const Case& c, const events::AccessGranted& event);
Status allow(const Case& c, const events::ModuleCompleted& event);
Status allow(const Case& c, const events::AssessmentTaken& event);
Status allow(const Case& c, const events::PracticeExamTaken& event);
Status allow(const Case& c, const events::PracticumSelected& event);
Status allow(const Case& c, const events::PracticumChanged& event);
Status allow(const Case& c, const events::PracticumAttended& event);
Status allow(const Case& c, const events::PracticumMissed& event);
Status allow(const Case& c, const events::ExamPassed& event);
Status allow(const Case& c, const events::ExamFailed& event);
Status allow(const Case& c, const events::ExamExtended& event);
Status allow(const Case& c, const events::CredentialAwarded& event);
Status allow(const Case& c, const events::CpePlanned& event);
Status allow(const Case& c, const events::CpeLogged& event);
Status allow(const Case& c, const events::CpeAmended& event);
Status allow(const Case& c, const events::CpeWithdrawn& event);
Status allow(const Case& c, const events::CpeApproved& event);
Status allow(const Case& c, const events::CpeDisallowed& event);
Status allow(const Case& c, const events::AttestationSigned& event);
Status allow(const Case& c, const events::CarryoverDeclined& event);
Status allow(const Case& c, const events::CredentialRenewed& event);
Status allow(const Case& c, const events::FeeAssessed& event);
Status allow(const Case& c, const events::FeePaid& event);
Status allow(const Case& c, const events::FeeRefunded& event);
Status allow(const Case& c, const events::FeeWaived& event);
Status allow(const Case& c, const events::ExtensionGranted& event);
Status allow(const Case& c, const events::RequirementWaived& event);
Status allow(const Case& c, const events::CredentialSuspended& event);
Status allow(const Case& c, const events::CredentialReinstated& event);
Status allow(const Case& c, const events::CredentialRevoked& event);
Status allow(const Case& c, const events::CredentialSurrendered& event);
Status allow(const Case& c, const events::CredentialEnded& event);
Status allow(const Case& c, const events::CredentialRetired& event);
Status allow(const Case& c, const events::CredentialResumed& event);
Status allow(const Case& c, const events::AuditSelected& event);
Status allow(const Case& c, const events::AuditResponded& event);
Status allow(const Case& c, const events::AuditClosed& event);
Status allow(const Case& c, const events::AppealFiled& event);
Status allow(const Case& c, const events::AppealDecided& event);
Status allow(const Case& c, const events::NoticeSent& event);
Status allow(const Case& c, const events::EntryVoided& event);

// What may be voided in any stream.
Status allow_void(const std::optional<std::string_view>& type_at, std::int64_t seq);

}  // namespace recert::domain
