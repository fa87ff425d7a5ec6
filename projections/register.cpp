#include "projections/register.hpp"

#include <algorithm>
#include <type_traits>

#include "projections/requirements.hpp"
#include "projections/standing.hpp"
#include "projections/status.hpp"

namespace recert::projections {
namespace {

using events::Json;

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

// Null when none is wanted.
template <class Wanted>
const Json* last_of(const Json& entries, const Wanted& wanted) {
    const Json* last = nullptr;
    for (const Json& entry : entries)
        if (wanted(entry)) last = &entry;
    return last;
}

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
    bool operator()(const events::OpenEntryVoided&) const { return false; }  // what it voids does

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

Json register_row(const CredentialRecord& record, const Context& context) {
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    const auto claims = claims_of(record);
    const Cycles granted = granted_cycles({record, context, claims});
    auto rules_until = record.all<events::CredentialRegistered>().front().on;
    for (const Cycle& cycle : granted) rules_until = std::max(rules_until, cycle.starts_on);
    Json line = Json::array();
    for (const auto& [day, status] : timeline(record, context))
        line.push_back({events::format_date(day), events::name_of(status)});
    Json awards = Json::array();
    for (const auto& fact : record.all<events::CredentialAwarded>())
        awards.push_back(
            {events::format_date(fact.on), fact.data.number ? Json(*fact.data.number) : Json()});
    Json cycles = Json::array();
    for (const Cycle& cycle : granted)
        cycles.push_back({events::format_date(cycle.granted_on), cycle.number,
                          events::format_date(cycle.starts_on),
                          events::format_date(cycle.ends_on)});
    Json row = {{"program", registered.program.text},
                {"holder", registered.holder.text},
                {"timeline", std::move(line)},
                {"awards", std::move(awards)},
                {"cycles", std::move(cycles)},
                {"practicums", names_of(practicums_of(record))},
                {"rules_until", events::format_date(rules_until)}};
    if (std::any_of(granted.begin(), granted.end(), asks_for_providers)) row["providers"] = true;
    if (registered.organization) row["organization"] = registered.organization->text;
    return row;
}

Json short_standing(const Json& row, events::Date as_of) {
    const std::string day = events::format_date(as_of);  // dates of one length compare as text
    const auto begun = [&](const Json& entry) { return entry[0] <= day; };
    const Json* status = last_of(row["timeline"], begun);
    if (status == nullptr) return nullptr;
    const Json* award = last_of(row["awards"], begun);
    const Json* granted = last_of(row["cycles"], begun);
    // As in a standing: the cycle that contains the day, else the last that began, else the first.
    const Json* shown =
        last_of(row["cycles"], [&](const Json& cycle) { return begun(cycle) && cycle[2] <= day; });
    if (shown == nullptr && granted != nullptr)
        shown = &*std::find_if(row["cycles"].begin(), row["cycles"].end(), begun);
    return {{"program", row["program"]},
            {"holder", row["holder"]},
            {"organization", row.value("organization", Json())},
            {"status", (*status)[1]},
            {"number", award != nullptr ? (*award)[1] : Json()},
            {"certified_on", award != nullptr ? (*award)[0] : Json()},
            {"valid_until", granted != nullptr ? (*granted)[3] : Json()},
            {"cycle", shown != nullptr ? Json{{"number", (*shown)[1]},
                                              {"starts_on", (*shown)[2]},
                                              {"ends_on", (*shown)[3]}}
                                       : Json()}};
}

std::optional<Seq> last_news(const Program& program) {
    const auto& record = program.record();
    std::optional<Seq> last;
    const auto take = [&](const auto& facts, std::size_t from = 0) {
        if (facts.size() > from) last = std::max(last.value_or(Seq{}), facts.back().seq);
    };
    take(record.all<events::ProgramPublished>(), 1);  // before the first there were no rows
    // Of a practicum scheduled for the first time nobody's dates were asked before.
    if (!record.voided<events::PracticumScheduled>().empty())
        take(record.all<events::PracticumScheduled>());
    take(record.all<events::PracticumRescheduled>());
    take(record.all<events::ProviderApproved>());
    take(record.all<events::ProviderWithdrawn>());
    take(record.all<events::OpenEntryVoided>());
    return last;
}

bool may_be_outdated(const events::Json& row, Seq judged_at, const Program& program) {
    const auto& record = program.record();
    if (record.last() <= judged_at) return false;
    const BearingOnRow bearing(row);
    std::set<std::uint64_t> voided;  // since then
    for (const auto& fact : record.all<events::OpenEntryVoided>())
        if (judged_at < fact.seq) voided.insert(static_cast<std::uint64_t>(fact.data.seq));
    bool found = false;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, events::ProgramEvent>>(
        [&](auto type) {
            using E = typename decltype(type)::type;
            const auto& facts = record.all<E>();
            for (auto fact = facts.end(); fact != facts.begin() && judged_at < (--fact)->seq;)
                found = found || bearing(fact->data);
            for (const auto& fact : record.voided<E>())
                found = found || (fact.seq <= judged_at && voided.contains(fact.seq.value) &&
                                  bearing(fact.data));
        });
    return found;
}

}  // namespace recert::projections
