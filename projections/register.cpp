#include "projections/register.hpp"

#include <algorithm>
#include <type_traits>

#include "projections/standing.hpp"
#include "projections/status.hpp"

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

// What a fact about the program has to do with rows judged before it. Likewise.
struct BearingOnRow {
    std::vector<std::string> practicums;
    events::Date rules_until;
    bool rests_on_providers;

    explicit BearingOnRow(const events::Json& row)
        : practicums(row["practicums"].get<std::vector<std::string>>()),
          rules_until(events::parse_date(row["rules_until"].get<std::string>()).value()),
          rests_on_providers(row.contains("providers")) {}

    bool operator()(const events::ProgramPublished& event) const {
        return event.effective_from <= rules_until || event.rules.value("retroactive", false);
    }
    bool operator()(const events::PracticumScheduled& event) const {
        return names(event.practicum);  // again, after a void
    }
    bool operator()(const events::PracticumRescheduled& event) const {
        return names(event.practicum);
    }
    bool operator()(const events::PracticumCancelled&) const { return false; }  // keeps its dates
    bool operator()(const events::ProviderApproved&) const { return rests_on_providers; }
    bool operator()(const events::ProviderWithdrawn&) const { return rests_on_providers; }
    bool operator()(const events::AuditAnnounced&) const { return false; }
    bool operator()(const events::AuditDrawn&) const { return false; }
    bool operator()(const events::OpenEntryVoided&) const {
        return rests_on_providers || !practicums.empty();
    }

    bool names(const events::PracticumId& id) const {
        return std::find(practicums.begin(), practicums.end(), id.text) != practicums.end();
    }
};

events::Json names_of(const std::set<events::PracticumId>& ids) {
    events::Json names = events::Json::array();
    for (const auto& id : ids) names.push_back(id.text);
    return names;
}

bool asks_for_providers(const Cycle& cycle) {
    const auto& requirements = cycle.rules->rules.requirements;
    return std::any_of(requirements.begin(), requirements.end(),
                       [](const Requirement& rule) { return rule.providers.has_value(); });
}

}  // namespace

bool may_change_row(const CredentialRecord& record, const events::CredentialEvent& event) {
    return std::visit(Bearing{record}, event);
}

events::Json register_row(const CredentialRecord& record, const Context& context) {
    using events::Json;
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    const auto& awarded = record.all<events::CredentialAwarded>();
    const auto cycles = decided_cycles(record, *context.program);
    auto rules_until = record.all<events::CredentialRegistered>().front().on;
    for (const Cycle& cycle : cycles) rules_until = std::max(rules_until, cycle.starts_on);
    Json line = Json::array();
    for (const auto& [day, status] : timeline(record, context))
        line.push_back({events::format_date(day), events::name_of(status)});
    Json row = {{"program", registered.program.text},
                {"holder", registered.holder.text},
                {"timeline", std::move(line)},
                {"practicums", names_of(practicums_of(record))},
                {"rules_until", events::format_date(rules_until)}};
    if (std::any_of(cycles.begin(), cycles.end(), asks_for_providers)) row["providers"] = true;
    if (registered.organization) row["organization"] = registered.organization->text;
    if (!awarded.empty() && awarded.back().data.number) row["number"] = *awarded.back().data.number;
    if (!cycles.empty()) row["valid_until"] = events::format_date(cycles.back().ends_on);
    return row;
}

bool may_be_outdated(const events::Json& row, Seq judged_at, const Program& program) {
    if (program.record().last() <= judged_at) return false;
    const BearingOnRow bearing(row);
    bool found = false;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, events::ProgramEvent>>(
        [&](auto type) {
            const auto& facts = program.record().all<typename decltype(type)::type>();
            for (auto fact = facts.end(); fact != facts.begin() && judged_at < (--fact)->seq;)
                found = found || bearing(fact->data);
        });
    return found;
}

}  // namespace recert::projections
