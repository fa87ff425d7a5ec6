#include "projections/register.hpp"

#include "projections/standing.hpp"

namespace recert::projections {
namespace {

// What an event has to do with a credential's row. A new event must be named here.
struct Bearing {
    const CredentialRecord& record;

    // Facts that a later decision may rest on: the decision changes the row, not they.
    bool operator()(const events::AccessGranted&) const { return false; }
    bool operator()(const events::ModuleCompleted&) const { return false; }
    bool operator()(const events::AssessmentTaken&) const { return false; }
    bool operator()(const events::PracticeExamTaken&) const { return false; }
    bool operator()(const events::PracticumAttended&) const { return false; }
    bool operator()(const events::PracticumMissed&) const { return false; }
    bool operator()(const events::ExamFailed&) const { return false; }
    bool operator()(const events::CpePlanned&) const { return false; }
    bool operator()(const events::AuditResponded&) const { return false; }
    bool operator()(const events::AppealFiled&) const { return false; }
    bool operator()(const events::AppealDecided&) const { return false; }
    bool operator()(const events::NoticeSent&) const { return false; }

    // Facts that may show a renewal to have been due earlier.
    bool operator()(const events::CpeLogged&) const { return has_renewals(); }
    bool operator()(const events::CpeAmended&) const { return has_renewals(); }
    bool operator()(const events::CpeWithdrawn&) const { return has_renewals(); }
    bool operator()(const events::CpeApproved&) const { return has_renewals(); }
    bool operator()(const events::CpeDisallowed&) const { return has_renewals(); }
    bool operator()(const events::AttestationSigned&) const { return has_renewals(); }
    bool operator()(const events::CarryoverDeclined&) const { return has_renewals(); }
    bool operator()(const events::RequirementWaived&) const { return has_renewals(); }
    bool operator()(const events::AuditSelected&) const { return has_renewals(); }
    bool operator()(const events::AuditClosed&) const { return has_renewals(); }
    bool operator()(const events::FeeAssessed&) const { return has_renewals(); }
    bool operator()(const events::FeePaid&) const { return has_renewals(); }
    bool operator()(const events::FeeRefunded&) const { return has_renewals(); }
    bool operator()(const events::FeeWaived&) const { return has_renewals(); }

    // The path's dates, the decisions, what people made of the credential, and what takes any of
    // them out.
    bool operator()(const events::CredentialRegistered&) const { return true; }
    bool operator()(const events::PracticumSelected&) const { return true; }
    bool operator()(const events::PracticumChanged&) const { return true; }
    bool operator()(const events::ExamPassed&) const { return true; }
    bool operator()(const events::ExamExtended&) const { return true; }
    bool operator()(const events::CredentialAwarded&) const { return true; }
    bool operator()(const events::CredentialRenewed&) const { return true; }
    bool operator()(const events::ExtensionGranted&) const { return true; }
    bool operator()(const events::CredentialSuspended&) const { return true; }
    bool operator()(const events::CredentialReinstated&) const { return true; }
    bool operator()(const events::CredentialRevoked&) const { return true; }
    bool operator()(const events::CredentialSurrendered&) const { return true; }
    bool operator()(const events::CredentialEnded&) const { return true; }
    bool operator()(const events::CredentialRetired&) const { return true; }
    bool operator()(const events::CredentialResumed&) const { return true; }
    bool operator()(const events::EntryVoided&) const { return true; }

    bool has_renewals() const { return !record.all<events::CredentialRenewed>().empty(); }
};

}  // namespace

bool may_change_row(const CredentialRecord& record, const events::CredentialEvent& event) {
    return std::visit(Bearing{record}, event);
}

events::Json register_row(const CredentialRecord& record, const Context& context) {
    using events::Json;
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    const auto& awarded = record.all<events::CredentialAwarded>();
    const auto cycles = decided_cycles(record, *context.program);
    Json line = Json::array();
    for (const auto& [day, status] : timeline(record, context))
        line.push_back({events::format_date(day), events::name_of(status)});
    Json row = {{"program", registered.program.text},
                {"holder", registered.holder.text},
                {"timeline", std::move(line)}};
    if (registered.organization) row["organization"] = registered.organization->text;
    if (!awarded.empty() && awarded.back().data.number) row["number"] = *awarded.back().data.number;
    if (!cycles.empty()) row["valid_until"] = events::format_date(cycles.back().ends_on);
    return row;
}

}  // namespace recert::projections
