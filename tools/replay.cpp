#include "tools/replay.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/exit_status.hpp"
#include "tools/replay_rules.hpp"
#include "tools/scenario.hpp"

namespace recert::tools {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string server = "http://127.0.0.1:8080";
    std::string token_file;
    std::string rules;
    std::string program;
    std::optional<std::string> as_of;
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
    std::string token;
    if (!options.token_file.empty()) {
        std::ifstream in(options.token_file);
        if (!(in >> token)) {
            std::cerr << "error: " << options.token_file << " has no token to read\n";
            return kUnreadable;
        }
    }
    HttpClient client(options.server, token);
    if (!options.rules.empty())
        return replay_rules(client, options.rules, options.program, options.as_of);
    return replay_scenarios(options.files, client);
}

}  // namespace

void add_replay(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand(
        "replay",
        "Compare what scenarios expect, or what other rules would make of a program, "
        "with a running service");
    auto* scenarios =
        verb->add_option("--scenario", options->files, "scenario files (tests/scenarios/README.md)")
            ->check(CLI::ExistingFile);
    auto* rules = verb->add_option("--rules", options->rules,
                                   "rules to judge a program's credentials by, or a program that "
                                   "holds them; nothing is appended")
                      ->check(CLI::ExistingFile)
                      ->excludes(scenarios);
    auto* program = verb->add_option("--program", options->program, "whose credentials: pmp");
    program->needs(rules);
    rules->needs(program);
    verb->add_option("--as-of", options->as_of, "the day of the standings compared; else today")
        ->needs(rules);
    verb->add_option("--server", options->server, "address of the service")->capture_default_str();
    verb->add_option("--token-file", options->token_file,
                     "file with a bearer token, e.g. admin.token of the data directory")
        ->envname("RECERT_TOKEN_FILE")
        ->check(CLI::ExistingFile);
    verb->footer(
        "The scenarios' events are appended for good, under the ids the files name: use a ledger\n"
        "made for trying. With --rules, everybody whose standing would differ is told, from what\n"
        "to what and by which clause. Exit status: 0 all hold or nothing would differ, 1 some "
        "fall\n"
        "short or differ, 2 a file or the service could not be read.");
    verb->callback([options, &status] {
        if (options->files.empty() && options->rules.empty())
            throw CLI::RequiredError("--scenario, or --rules with --program");
        status = replay_with(*options);
    });
}

}  // namespace recert::tools
