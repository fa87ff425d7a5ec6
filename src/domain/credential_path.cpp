// Whether the rules allow a step of the path (domain §8.2, §8.6, §8.14).
#include "domain/case.hpp"

namespace recert::domain {
namespace {

using events::PracticumId;

std::string text_of(const std::optional<std::string>& clause) { return clause.value_or(""); }

Status open_practicum(const Case& c, const PracticumId& id, const char* pointer) {
    const auto dates = c.context.program->practicum(id, c.now.today);
    if (!dates)
        return fail(ErrorCode::unknown_practicum, "the program has no practicum " + id.text,
                    pointer);
    if (dates->cancelled)
        return fail(ErrorCode::unknown_practicum, "the practicum " + id.text + " is cancelled",
                    pointer);
    return {};
}

Status selected(const Case& c, const PracticumId& id, const char* pointer) {
    if (!c.rules().path.practicum)
        return fail(ErrorCode::path_order, "the program's path has no practicum", pointer);
    const auto path = c.path();
    if (path.practicum != id)
        return fail(ErrorCode::practicum_not_selected,
                    "the practicum selected is " +
                        (path.practicum ? path.practicum->text : std::string{"none"}),
                    pointer, text_of(c.rules().path.practicum->clause));
    return {};
}

Status not_attended(const Case& c) {
    if (c.path().practicum_on)
        return fail(ErrorCode::path_order, "the practicum was attended already", "/type");
    return {};
}

Status module_exists(const Case& c, std::int64_t module) {
    const auto& rule = c.rules().path.modules;
    if (!rule || module > rule->count)
        return fail(ErrorCode::no_such_module,
                    "the program has " + std::to_string(rule ? rule->count : 0) + " modules",
                    "/data/module", rule ? text_of(rule->clause) : "");
    return {};
}

// A gate that blocks asks for the modules before what follows them.
Status past_the_gate(const Case& c, const projections::PathState& path) {
    const auto& rule = c.rules().path.modules;
    if (rule && rule->gate == projections::Gate::block && !path.modules_on)
        return fail(ErrorCode::path_order, "all modules come first", "/type",
                    text_of(rule->clause));
    return {};
}

Status in_window(const Case& c, const projections::PathState& path,
                 const projections::ExamRule& rule) {
    if (!rule.opens) return {};
    const auto refuse = [&](const std::string& why) {
        return fail(ErrorCode::exam_window, why, "/occurred_at", text_of(rule.clause));
    };
    if (!path.exam.opens_on) return refuse("the exam opens with a practicum, and none is selected");
    if (c.command.occurred_on < *path.exam.opens_on)
        return refuse("the exam opens on " + events::format_date(*path.exam.opens_on));
    if (path.exam.closes_on && *path.exam.closes_on < c.command.occurred_on)
        return refuse("the exam closed on " + events::format_date(*path.exam.closes_on));
    return {};
}

Status exam_allowed(const Case& c) {
    const auto& rule = c.rules().path.exam;
    if (!rule) return fail(ErrorCode::path_order, "the program's path has no exam", "/type");
    const auto path = c.path();
    if (path.passed)
        return fail(ErrorCode::path_order,
                    "the exam was passed on " + events::format_date(path.passed->on), "/type");
    RECERT_TRY(past_the_gate(c, path));
    RECERT_TRY(in_window(c, path, *rule));
    if (rule->max_attempts && *rule->max_attempts <= path.attempts)
        return fail(ErrorCode::attempts_exhausted,
                    "all " + std::to_string(*rule->max_attempts) + " attempts are used", "/type",
                    text_of(rule->clause));
    return {};
}

}  // namespace

Status allow(const Case& c, const events::CredentialRegistered& event) {
    if (!c.record.empty())
        return fail(ErrorCode::already_exists, "the credential is registered already", "/type");
    if (!c.context.program || c.context.program->versions().empty())
        return fail(ErrorCode::unknown_program, "there is no program " + event.program.text,
                    "/data/program");
    if (!c.context.holder || c.context.holder->empty())
        return fail(ErrorCode::unknown_holder, "there is no holder " + event.holder.text,
                    "/data/holder");
    if (const auto& merged = c.context.holder->all<events::HolderMerged>(); !merged.empty())
        return fail(ErrorCode::holder_merged,
                    "the holder is continued by " + merged.back().data.into.text, "/data/holder");
    if (event.organization && (!c.context.organization || c.context.organization->empty()))
        return fail(ErrorCode::unknown_organization,
                    "there is no organization " + event.organization->text, "/data/organization");
    const auto* version = c.context.program->rules_on(c.command.occurred_on);
    if (version == nullptr)
        return fail(ErrorCode::no_rules,
                    "the program has no rules yet on " + events::format_date(c.command.occurred_on),
                    "/occurred_at");
    const auto& rule = version->rules.path.practicum;
    if (!event.practicum) {
        if (rule && rule->select_at_registration)
            return fail(ErrorCode::practicum_required, "a practicum must be selected",
                        "/data/practicum", text_of(rule->clause));
        return {};
    }
    if (!rule)
        return fail(ErrorCode::unknown_practicum, "the program's path has no practicum",
                    "/data/practicum");
    return open_practicum(c, *event.practicum, "/data/practicum");
}

Status allow(const Case&, const events::AccessGranted&) { return {}; }

Status allow(const Case& c, const events::ModuleCompleted& event) {
    return module_exists(c, event.module);
}

Status allow(const Case& c, const events::AssessmentTaken& event) {
    return module_exists(c, event.module);
}

Status allow(const Case&, const events::PracticeExamTaken&) { return {}; }

Status allow(const Case& c, const events::PracticumSelected& event) {
    if (!c.rules().path.practicum)
        return fail(ErrorCode::path_order, "the program's path has no practicum",
                    "/data/practicum");
    const auto path = c.path();
    if (path.practicum && (!path.dates || !path.dates->cancelled))
        return fail(ErrorCode::path_order,
                    "the practicum " + path.practicum->text +
                        " is selected: change it with practicum.changed",
                    "/data/practicum");
    RECERT_TRY(not_attended(c));
    return open_practicum(c, event.practicum, "/data/practicum");
}

Status allow(const Case& c, const events::PracticumChanged& event) {
    RECERT_TRY(selected(c, event.from, "/data/from"));
    RECERT_TRY(not_attended(c));
    return open_practicum(c, event.to, "/data/to");
}

Status allow(const Case& c, const events::PracticumAttended& event) {
    RECERT_TRY(selected(c, event.practicum, "/data/practicum"));
    const auto path = c.path();
    RECERT_TRY(past_the_gate(c, path));
    if (path.dates && c.command.occurred_on < path.dates->starts_on)
        return fail(ErrorCode::path_order,
                    "the practicum begins on " + events::format_date(path.dates->starts_on),
                    "/occurred_at");
    return {};
}

Status allow(const Case& c, const events::PracticumMissed& event) {
    return selected(c, event.practicum, "/data/practicum");
}

Status allow(const Case& c, const events::ExamPassed& event) {
    RECERT_TRY(exam_allowed(c));
    const auto& rule = *c.rules().path.exam;
    if (rule.pass_mark && event.score && *event.score < *rule.pass_mark)
        return fail(ErrorCode::schema, "score is below the pass mark", "/data/score",
                    text_of(rule.clause));
    return {};
}

Status allow(const Case& c, const events::ExamFailed&) { return exam_allowed(c); }

Status allow(const Case& c, const events::ExamExtended& event) {
    const auto path = c.path();
    if (!path.exam.closes_on)
        return fail(ErrorCode::path_order, "no exam window is open to be extended", "/type");
    if (event.until <= *path.exam.closes_on)
        return fail(ErrorCode::schema,
                    "until is not after " + events::format_date(*path.exam.closes_on) +
                        ", when the exam closes anyway",
                    "/data/until");
    return {};
}

}  // namespace recert::domain
