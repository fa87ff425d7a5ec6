#include <algorithm>

#include "projections/reports/report_tables.hpp"
#include "projections/words.hpp"

namespace recert::projections {
namespace {

using events::Credit;
using events::Date;

// Reminders are sent that many days ahead.
constexpr std::int64_t kWindows[] = {30, 90, 180};

std::string window_of(std::int64_t days) {
    for (const std::int64_t window : kWindows)
        if (days <= window) return std::to_string(window);
    return "more";
}

// The most that any requirement still misses; nothing where none is of credit.
std::optional<Credit> missing_credit(const CycleStanding& cycle) {
    std::optional<Credit> most;
    for (const RequirementResult& result : cycle.judgement.requirements) {
        if (!result.rule->sum) continue;
        const Credit left = result.met || result.required < result.counted
                                ? Credit{}
                                : result.required - result.counted;
        most = std::max(most.value_or(Credit{}), left);
    }
    return most;
}

std::string_view fee_state(const CycleStanding& cycle) {
    std::string_view state = "none";
    for (const RequirementResult& result : cycle.judgement.requirements) {
        if (!result.rule->fee) continue;
        if (!result.met) return "open";
        state = result.waived || result.account.waived ? "waived" : "paid";
    }
    return state;
}

std::optional<Date> last_activity_on(const Standing& standing, Date as_of) {
    std::optional<Date> last;
    for (const Claim& claim : *standing.claims)
        if (!claim.withdrawn && claim.on <= as_of)
            last = std::max(last.value_or(claim.on), claim.on);
    return last;
}

Status take(const Subject& subject, Lookup& lookup, Rows& rows) {
    const Date as_of = subject.question.as_of;
    const Standing standing = assess(subject.record, subject.context, as_of);
    if (standing.status != CredentialStatus::active || !standing.cycle) return {};
    const std::int64_t days = (*standing.valid_until - as_of).count();
    if (days < 0 || subject.question.within < days) return {};
    const auto& registered = subject.registered();
    const auto person = lookup.person(registered.holder);
    if (!person) return tl::unexpected<Error>(person.error());
    rows.push_back(
        row_of(subject.id, standing.number, registered.program, registered.holder, person->name,
               person->email, registered.organization, organization_name(subject.context, as_of),
               *standing.valid_until, days, window_of(days), missing_credit(*standing.cycle),
               standing.cycle->cycle.rules->rules.unit.name, joined(missing_words(standing, as_of)),
               fee_state(*standing.cycle), last_activity_on(standing, as_of)));
    return {};
}

}  // namespace

Report expiring_report() {
    using enum CellType;
    return {"expiring",
            "Credentials about to expire",
            "Active credentials that are valid until a day within so many days (90 unless asked "
            "otherwise), and what each still misses.",
            {{"credential", text, "id of the credential"},
             {"number", text, "of the certificate"},
             {"program", text, "id of the program"},
             {"holder", text, "id of the person"},
             {"name", text, "of the person"},
             {"email", text, "of the person"},
             {"organization", text, "id of the employer or sponsor"},
             {"organization_name", text, "its name"},
             {"valid_until", date, "end of the last cycle granted"},
             {"days_left", integer, "until then"},
             {"window", text, "30, 90, 180 days, or more", Total::count},
             {"missing_credit", number, "the most that any requirement misses", Total::sum},
             {"unit", text, "of missing_credit"},
             {"missing", text, "all that is missing, in words"},
             {"fee_state", text, "open, paid, waived, or none", Total::count},
             {"last_activity_on", date, "day of the last activity that was claimed"}},
            {"program", "organization", "holder", "within"},
            Readers::those_of_some,
            &each<take>};
}

}  // namespace recert::projections
