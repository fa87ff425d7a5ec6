#include "projections/reports/report_tables.hpp"

namespace recert::projections {
namespace {

using events::Date;

// The first day of the status that holds on the day.
std::optional<Date> since(const Subject& subject, Date as_of) {
    std::optional<Date> first;
    std::optional<CredentialStatus> status;
    for (const auto& [day, next] : timeline(subject.record, subject.context)) {
        if (as_of < day) break;
        if (status != next) first = day;
        status = next;
    }
    return first;
}

Status take(const Subject& subject, Lookup& lookup, Rows& rows) {
    const Date as_of = subject.question.as_of;
    const Standing standing = assess(subject.record, subject.context, as_of);
    if (!standing.number || !standing.cycle) return {};
    if (subject.question.status && *subject.question.status != standing.status) return {};
    const auto& registered = subject.registered();
    const auto person = lookup.person(registered.holder);
    if (!person) return tl::unexpected<Error>(person.error());
    const auto& published = subject.context.program->record().all<events::ProgramPublished>();
    rows.push_back(row_of(subject.id, *standing.number, person->publishes_name ? person->name : "",
                          registered.program, published.back().data.name,
                          published.back().data.issuer, standing.rules->version,
                          standing.certified_on, standing.cycle->cycle.starts_on,
                          standing.valid_until, standing.status, since(subject, as_of),
                          "/verify/" + *standing.number));
    return {};
}

}  // namespace

Report verification_report() {
    using enum CellType;
    return {"verification",
            "Extract for whoever verifies credentials",
            "Every credential that was awarded, as a verifier may know it: with a name only where "
            "the person agreed that it is published.",
            {{"credential", text, "id of the credential"},
             {"number", text, "of the certificate"},
             {"name", text, "of the person, with their consent"},
             {"program", text, "id of the program"},
             {"program_name", text, "its name"},
             {"issuer", text, "who certifies"},
             {"rules_version", integer, "that the current cycle is judged by"},
             {"issued_on", date, "day of the award"},
             {"valid_from", date, "first day of the cycle"},
             {"valid_until", date, "end of the last cycle granted"},
             {"status", text, "on the day asked about", Total::count},
             {"status_since", date, "first day of that status"},
             {"proof", text, "path of the page that verifies it"}},
            {"program", "organization", "holder", "credential", "status"},
            Readers::those_of_some,
            &each<take>};
}

}  // namespace recert::projections
