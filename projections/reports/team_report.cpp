#include "projections/reports/report_tables.hpp"

namespace recert::projections {
namespace {

std::string_view step_of(const Standing& standing, const PathRules& rules) {
    if (standing.certified_on) return "certified";
    if (rules.modules && !standing.path.modules_on) return "modules";
    if (rules.practicum && !standing.path.practicum_on) return "practicum";
    return "exam";
}

std::string_view result_of(const Standing& standing) {
    if (standing.path.passed) return "passed";
    return standing.path.attempts > 0 ? "failed" : "";
}

Status take(const Subject& subject, Lookup& lookup, Rows& rows) {
    const auto& registered = subject.registered();
    if (!registered.organization) return {};
    const events::Date as_of = subject.question.as_of;
    const Standing standing = assess(subject.record, subject.context, as_of);
    const PathState& path = standing.path;
    if (subject.question.practicum &&
        (!path.practicum || path.practicum->text != *subject.question.practicum))
        return {};
    const auto person = lookup.person(registered.holder);
    if (!person) return tl::unexpected<Error>(person.error());
    const PathRules& rules = path_rules(subject.record, *subject.context.program).rules.path;
    const Cell none;
    const Deadline* next = standing.deadlines.empty() ? nullptr : &standing.deadlines.front();
    rows.push_back(row_of(
        *registered.organization, organization_name(subject.context, as_of), registered.holder,
        person->name, subject.id, registered.program, registered.order,
        registered.employer_supported, step_of(standing, rules), path.modules_done,
        rules.modules ? cell_of(rules.modules->count) : none, path.practicum,
        path.dates ? cell_of(path.dates->starts_on) : none,
        path.dates ? cell_of(path.dates->ends_on) : none, path.practicum_on, path.exam.opens_on,
        path.exam.closes_on, path.attempts, result_of(standing), standing.status, standing.number,
        standing.valid_until, next ? cell_of(next->on) : none, next ? cell_of(next->what) : none));
    return {};
}

}  // namespace

Report team_report() {
    using enum CellType;
    return {"team",
            "Teams of employers",
            "How far everybody is whom an organization registered or supports. A sponsor sees "
            "those who share their standing with it, without their names.",
            {{"organization", text, "id of the employer or sponsor", Total::count},
             {"organization_name", text, "its name"},
             {"holder", text, "id of the person"},
             {"name", text, "of the person"},
             {"credential", text, "id of the credential"},
             {"program", text, "id of the program"},
             {"order", text, "of the registration"},
             {"employer_supported", truth, "as the registration says", Total::count},
             {"step", text, "modules, practicum, exam (to do next), or certified", Total::count},
             {"modules_done", integer, "so many", Total::sum},
             {"modules_required", integer, "of so many"},
             {"practicum", text, "id of the one selected"},
             {"practicum_starts_on", date, "its first day"},
             {"practicum_ends_on", date, "its last day"},
             {"practicum_attended_on", date, "when it was attended to completion"},
             {"exam_opens_on", date, "first day of the exam's window"},
             {"exam_closes_on", date, "its last day"},
             {"attempts", integer, "at the exam", Total::sum},
             {"result", text, "passed or failed"},
             {"status", text, "on the day asked about", Total::count},
             {"number", text, "of the certificate"},
             {"valid_until", date, "end of the last cycle granted"},
             {"next_deadline_on", date, "day"},
             {"next_deadline", text, "what it is of"}},
            {"program", "organization", "holder", "practicum"},
            Readers::sponsors_too,
            &each<take>};
}

}  // namespace recert::projections
