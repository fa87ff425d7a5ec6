#include "projections/reports/report_tables.hpp"
#include "projections/status.hpp"

namespace recert::projections {
namespace {

using events::Date;

class Listing {
  public:
    Listing(const Subject& subject, Lookup& lookup, Rows& rows)
        : subject_(subject), lookup_(lookup), rows_(rows) {}

    Status add_practicum(const events::PracticumId& practicum) {
        const ReportQuestion& question = subject_.question;
        if (question.provider || (question.practicum && *question.practicum != practicum.text))
            return {};
        const auto dates = subject_.context.program->practicum(practicum, question.as_of);
        if (!dates || !is_asked_for(dates->starts_on)) return {};
        std::string_view status = dates->cancelled ? "cancelled" : "registered";
        std::optional<std::int64_t> minutes;
        for (const auto& fact : subject_.record.all<events::PracticumMissed>())
            if (fact.data.practicum == practicum && fact.on <= question.as_of) status = "missed";
        for (const auto& fact : subject_.record.all<events::PracticumAttended>()) {
            if (fact.data.practicum != practicum || fact.on > question.as_of) continue;
            status = fact.data.complete ? "attended" : "attended-in-part";
            if (fact.data.minutes) minutes = fact.data.minutes->count;
        }
        const Cell none;
        return add(row_of("practicum", none, practicum, dates->starts_on, dates->ends_on),
                   row_of(status, none, minutes));
    }

    Status add_activity(const Claim& claim, const Unit& unit) {
        const ReportQuestion& question = subject_.question;
        const events::CpeLogged& data = *claim.data;
        if (question.practicum || !data.provider || claim.on > question.as_of) return {};
        if (question.provider && *question.provider != *data.provider) return {};
        if (!is_asked_for(claim.on)) return {};
        std::optional<std::int64_t> minutes;
        if (data.minutes) minutes = data.minutes->count;
        return add(row_of("activity", *data.provider, data.activity, data.started_on, claim.on),
                   row_of(claim.withdrawn ? "withdrawn" : "claimed", claimed(data, unit), minutes));
    }

  private:
    // By its first day, which may still be to come.
    bool is_asked_for(Date day) const {
        const ReportQuestion& question = subject_.question;
        return (!question.from || *question.from <= day) && (!question.to || day <= *question.to);
    }

    Status add(const Row& course, const Row& end) {
        const auto& registered = subject_.registered();
        const auto person = lookup_.person(registered.holder);
        if (!person) return tl::unexpected<Error>(person.error());
        std::optional<std::string> number;
        for (const auto& fact : subject_.record.all<events::CredentialAwarded>())
            if (fact.on <= subject_.question.as_of) number = fact.data.number;
        Row row = row_of(registered.program);
        row.insert(row.end(), course.begin(), course.end());
        const Row who = row_of(person->name, subject_.id, number, registered.holder, person->email);
        row.insert(row.end(), who.begin(), who.end());
        row.insert(row.end(), end.begin(), end.end());
        rows_.push_back(std::move(row));
        return {};
    }

    const Subject& subject_;
    Lookup& lookup_;
    Rows& rows_;
};

Status take(const Subject& subject, Lookup& lookup, Rows& rows) {
    Listing listing(subject, lookup, rows);
    const RulesVersion& rules = path_rules(subject.record, *subject.context.program);
    const PathState path = path_state(subject.record, *subject.context.program, rules.rules.path,
                                      subject.question.as_of);
    std::set<events::PracticumId> practicums;
    if (path.practicum) practicums.insert(*path.practicum);
    for (const auto& fact : subject.record.all<events::PracticumAttended>())
        if (fact.on <= subject.question.as_of) practicums.insert(fact.data.practicum);
    for (const auto& fact : subject.record.all<events::PracticumMissed>())
        if (fact.on <= subject.question.as_of) practicums.insert(fact.data.practicum);
    for (const events::PracticumId& practicum : practicums)
        RECERT_TRY(listing.add_practicum(practicum));
    for (const Claim& claim : claims_of(subject.record))
        RECERT_TRY(listing.add_activity(claim, rules.rules.unit));
    return {};
}

}  // namespace

Report roster_report() {
    using enum CellType;
    return {"roster",
            "Rosters of practicums and providers",
            "Who is in which practicum, and whose activities name which provider; by `practicum` "
            "or by `provider` one of them. `from` and `to` are of the first day of a practicum and "
            "of the last of an activity.",
            {{"program", text, "id of the program"},
             {"kind", text, "practicum or activity", Total::count},
             {"provider", text, "of an activity: id or name"},
             {"course", text, "id of the practicum or of the activity"},
             {"starts_on", date, "first day"},
             {"ends_on", date, "last day"},
             {"name", text, "of the person"},
             {"credential", text, "id of the credential"},
             {"number", text, "of the certificate"},
             {"holder", text, "id of the person"},
             {"email", text, "of the person"},
             {"status", text,
              "registered, attended, attended-in-part, missed, cancelled; claimed, withdrawn",
              Total::count},
             {"credits", number, "claimed for an activity", Total::sum},
             {"minutes", integer, "as given, where minutes were", Total::sum}},
            {"program", "organization", "holder", "practicum", "provider", "from", "to"},
            Readers::those_of_some,
            &each<take>};
}

}  // namespace recert::projections
