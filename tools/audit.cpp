#include "tools/audit.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "tools/auditing.hpp"
#include "tools/exit_status.hpp"
#include "tools/findings.hpp"
#include "tools/following.hpp"

namespace recert::tools {
namespace {

struct Options {
    Place place;
    std::string as_of;
    bool is_json = false;
};

void print(const AuditFinding& finding) {
    std::cout << finding.kind << "  " << finding.decision << " of credential/" << finding.credential
              << " on " << events::format_date(finding.on);
    if (finding.seq) std::cout << " (entry " << finding.seq->value << ")";
    std::cout << ": " << finding.detail << " (rules version " << finding.rules_version << ")\n";
    for (const std::string& clause : finding.clauses) std::cout << "    " << clause << "\n";
}

// How many there are of each kind, by the version that judges them.
void print_totals(const Audited& audited) {
    std::map<std::string, std::uint64_t> totals;
    for (const AuditFinding& finding : audited.findings)
        ++totals[finding.kind + " " + finding.decision + ", rules version " +
                 std::to_string(finding.rules_version)];
    for (const auto& [what, count] : totals) std::cout << grouped(count) << " " << what << "\n";
    std::cout << grouped(audited.credentials) << " credentials with " << grouped(audited.decisions)
              << " decisions, as of " << events::format_date(audited.as_of);
    if (audited.unjudged > 0)
        std::cout << "; " << grouped(audited.unjudged)
                  << " streams not judged: not all of them is here";
    std::cout << std::endl;
}

void print_json(const Audited& audited) {
    events::Json findings = events::Json::array();
    for (const AuditFinding& finding : audited.findings) findings.push_back(json_of(finding));
    std::cout << events::Json{{"as_of", events::format_date(audited.as_of)},
                              {"credentials", audited.credentials},
                              {"decisions", audited.decisions},
                              {"unjudged", audited.unjudged},
                              {"findings", std::move(findings)}}
                     .dump()
              << "\n";
}

int run(const Options& options) {
    const auto day = events::parse_date(options.as_of);
    if (!options.as_of.empty() && !day)
        return unreadable("--as-of", {ErrorCode::bad_parameter, "a date is wanted: 2026-05-04"});
    const auto source = open_source(options.place);
    if (!source) return unreadable(name_of(options.place), source.error());
    History history((*source)->claim().from);
    const Status read = follow(**source, history, {}, progress_on_terminal(options.is_json));
    if (!read) return unreadable(name_of(options.place), read.error());
    const auto last = history.last_recorded_at().value_or(events::Instant{});
    const Audited audited = audit(history, day.value_or(settled_day(last)));
    if (options.is_json) {
        print_json(audited);
    } else {
        for (const AuditFinding& finding : audited.findings) print(finding);
        print_totals(audited);
    }
    return audited.findings.empty() ? kFine : kFound;
}

}  // namespace

void add_audit(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand(
        "audit", "Decisions that the facts no longer support, or support and nobody made");
    add_place_options(*verb, options->place);
    verb->add_option("--as-of", options->as_of,
                     "the day to judge on; else the last that was over everywhere at the last "
                     "entry");
    verb->add_flag("--json", options->is_json, "print the result as JSON");
    verb->footer(
        "unsupported: the service decided it, and a void, an amendment or other rules took its\n"
        "basis away. undecided: the facts support it. held: retroactive rules alone do, so a\n"
        "person decides. Exit status: 0 nothing of the kind, 1 something, 2 it cannot be read.");
    verb->callback([options, &status] {
        if (!is_given(options->place))
            throw CLI::RequiredError("a data directory, a bundle or --server");
        status = run(*options);
    });
}

}  // namespace recert::tools
