#include "tools/replay.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/exit_status.hpp"
#include "tools/http_client.hpp"
#include "tools/replay_events.hpp"
#include "tools/replay_rules.hpp"
#include "tools/scenario.hpp"

namespace recert::tools {
namespace {

constexpr auto kServer = "http://127.0.0.1:8080";

struct Options {
    std::vector<std::string> files;
    std::string rules;
    Place place;
    EventOptions events;
};

void print(const Finding& finding) {
    std::cout << "  " << finding.step << "\n";
    for (const Difference& difference : finding.differences)
        std::cout << "    " << (difference.path.empty() ? "(whole)" : difference.path)
                  << ": expected " << difference.expected << ", got " << difference.got << "\n";
}

int replay_scenarios(const std::vector<std::string>& files, HttpClient& client) {
    std::size_t short_count = 0;
    for (const std::string& file : files) {
        const auto scenario = read_scenario(file);
        if (!scenario) return unreadable(file, scenario.error());
        const auto findings = replay(*scenario, client);
        if (!findings) return unreadable(file, findings.error());
        std::cout << (findings->empty() ? "ok           " : "FALLS SHORT  ") << file << ": "
                  << scenario->title << "\n";
        for (const Finding& finding : *findings) print(finding);
        std::cout << std::flush;
        short_count += findings->empty() ? 0 : 1;
    }
    std::cout << files.size() - short_count << " hold, " << short_count << " fall short\n";
    return short_count == 0 ? kFine : kFound;
}

int replay_with(const Options& options) {
    if (options.files.empty() && options.rules.empty())
        return replay_events(options.place, options.events);
    const auto token = read_token(options.place.token_file);
    if (!token) return unreadable(options.place.token_file, token.error());
    HttpClient client(options.place.server.empty() ? kServer : options.place.server, *token);
    const std::string& as_of = options.events.as_of;
    if (options.files.empty())
        return replay_rules(client, options.rules, options.events.program,
                            as_of.empty() ? std::nullopt : std::optional(as_of));
    return replay_scenarios(options.files, client);
}

}  // namespace

void add_replay(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand(
        "replay",
        "Tell events again, and how they moved standings; or compare what scenarios expect, or "
        "what other rules would make of a program, with a running service");
    add_place_options(*verb, options->place);
    add_event_options(*verb, options->events);
    auto* scenarios =
        verb->add_option("--scenario", options->files, "scenario files (tests/scenarios/README.md)")
            ->check(CLI::ExistingFile);
    auto* rules = verb->add_option("--rules", options->rules,
                                   "rules to judge a program's credentials by, or a program that "
                                   "holds them; nothing is appended")
                      ->check(CLI::ExistingFile)
                      ->excludes(scenarios);
    auto* program = verb->add_option("--program", options->events.program,
                                     "of one program and its credentials: pmp")
                        ->excludes(scenarios);
    rules->needs(program);
    verb->add_option("--as-of", options->events.as_of,
                     "the day of the standings; what takes effect later is left out")
        ->excludes(scenarios);
    verb->footer(
        "Of a data directory, a bundle or a service: the events asked for. --explain tells the\n"
        "standing before and after each, on the day it takes effect or --as-of.\n"
        "With --scenario, the scenarios' events are appended to a service for good, under the ids\n"
        "the files name: use a ledger made for trying. With --rules, everybody whose standing\n"
        "would differ is told, from what to what and by which clause; both ask --server, else\n"
        "http://127.0.0.1:8080. Exit status: 0 all hold or nothing would differ, 1 some fall "
        "short\n"
        "or differ, 2 a file or the service could not be read.");
    verb->callback([options, &status] {
        if (options->files.empty() && options->rules.empty() && !is_given(options->place))
            throw CLI::RequiredError(
                "a data directory, a bundle or --server; or --scenario, or --rules with --program");
        status = replay_with(*options);
    });
}

}  // namespace recert::tools
