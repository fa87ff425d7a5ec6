#include "tools/replay.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "tools/scenario.hpp"

namespace recert::tools {
namespace {

constexpr int kFine = 0;
constexpr int kFellShort = 1;
constexpr int kUnreadable = 2;

struct Options {
    std::vector<std::string> files;
    std::string server = "http://127.0.0.1:8080";
    std::string token_file;
};

int unreadable(const std::string& what, const Error& error) {
    std::cerr << "error: " << what << ": " << error.message;
    if (!error.pointer.empty()) std::cerr << " (at " << error.pointer << ")";
    std::cerr << "\n";
    return kUnreadable;
}

void print(const Finding& finding) {
    std::cout << "  " << finding.step << "\n";
    for (const Difference& difference : finding.differences)
        std::cout << "    " << (difference.path.empty() ? "(whole)" : difference.path)
                  << ": expected " << difference.expected << ", got " << difference.got << "\n";
}

int replay_all(const Options& options) {
    std::string token;
    if (!options.token_file.empty()) {
        std::ifstream in(options.token_file);
        if (!(in >> token)) {
            std::cerr << "error: " << options.token_file << " has no token to read\n";
            return kUnreadable;
        }
    }
    HttpClient client(options.server, token);
    std::size_t short_count = 0;
    for (const std::string& file : options.files) {
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
    std::cout << options.files.size() - short_count << " hold, " << short_count << " fall short\n";
    return short_count == 0 ? kFine : kFellShort;
}

}  // namespace

void add_replay(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand(
        "replay", "Post scenarios to a running service and compare every expected standing");
    verb->add_option("--scenario", options->files, "scenario files (tests/scenarios/README.md)")
        ->required()
        ->check(CLI::ExistingFile);
    verb->add_option("--server", options->server, "address of the service")->capture_default_str();
    verb->add_option("--token-file", options->token_file,
                     "file with a bearer token, e.g. admin.token of the data directory")
        ->envname("RECERT_TOKEN_FILE")
        ->check(CLI::ExistingFile);
    verb->footer(
        "The scenarios' events are appended for good, under the ids the files name: use a ledger\n"
        "made for trying. Exit status: 0 all hold, 1 some fall short, 2 a file or the service "
        "could\n"
        "not be read.");
    verb->callback([options, &status] { status = replay_all(*options); });
}

}  // namespace recert::tools
