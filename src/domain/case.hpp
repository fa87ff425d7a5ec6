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
Status allow(const Case& c, const events::CredentialRenewed& event);
Status allow(const Case& c, const events::FeeAssessed& event);
Status allow(const Case& c, const events::FeePaid& event);
Status allow(const Case& c, const events::FeeRefunded& event);
Status allow(const Case& c, const events::FeeWaived& event);
Status allow(const Case& c, const events::EntryVoided& event);

// What may be voided in any stream.
Status allow_void(const std::optional<std::string_view>& type_at, std::int64_t seq);

}  // namespace recert::domain
