#include "projections/register.hpp"

#include <algorithm>

#include "projections/requirements.hpp"
#include "projections/standing.hpp"

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

    // Facts that may show a renewal to have been due earlier.
    bool operator()(const events::CpeLogged&) const { return has_renewals(); }
    bool operator()(const events::CpeAmended&) const { return has_renewals(); }
    bool operator()(const events::CpeWithdrawn&) const { return has_renewals(); }
    bool operator()(const events::FeeAssessed&) const { return has_renewals(); }
    bool operator()(const events::FeePaid&) const { return has_renewals(); }
    bool operator()(const events::FeeRefunded&) const { return has_renewals(); }
    bool operator()(const events::FeeWaived&) const { return has_renewals(); }

    // The path's dates, the decisions, and what takes any of them out.
    bool operator()(const events::CredentialRegistered&) const { return true; }
    bool operator()(const events::PracticumSelected&) const { return true; }
    bool operator()(const events::PracticumChanged&) const { return true; }
    bool operator()(const events::ExamPassed&) const { return true; }
    bool operator()(const events::ExamExtended&) const { return true; }
    bool operator()(const events::CredentialAwarded&) const { return true; }
    bool operator()(const events::CredentialRenewed&) const { return true; }
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

}  // namespace

bool may_change_row(const CredentialRecord& record, const events::CredentialEvent& event) {
    return std::visit(Bearing{record}, event);
}

Json register_row(const CredentialRecord& record, const Context& context) {
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    Json line = Json::array();
    for (const auto& [day, status] : timeline(record, context))
        line.push_back({events::format_date(day), events::name_of(status)});
    Json awards = Json::array();
    for (const auto& fact : record.all<events::CredentialAwarded>())
        awards.push_back(
            {events::format_date(fact.on), fact.data.number ? Json(*fact.data.number) : Json()});
    Json cycles = Json::array();
    for (const Cycle& cycle : granted_cycles(record, claims_of(record), *context.program))
        cycles.push_back({events::format_date(cycle.granted_on), cycle.number,
                          events::format_date(cycle.starts_on),
                          events::format_date(cycle.ends_on)});
    Json row = {{"program", registered.program.text},
                {"holder", registered.holder.text},
                {"timeline", std::move(line)},
                {"awards", std::move(awards)},
                {"cycles", std::move(cycles)}};
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

}  // namespace recert::projections
