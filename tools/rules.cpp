#include "tools/rules.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "tools/document.hpp"
#include "tools/exit_status.hpp"
#include "tools/rules_report.hpp"

namespace recert::tools {
namespace {

struct Options {
    std::vector<std::string> files;
    bool is_strict = false;
};

struct Tally {
    std::size_t faults = 0;
    std::size_t warnings = 0;
};

int check_file(const std::string& file, Tally& tally) {
    const auto text = read_document(file);
    if (!text) {
        std::cerr << "error: " << file << " " << text.error().message << "\n";
        return kUnreadable;
    }
    const RulesReport report = report_on_rules(*text);
    for (const RulesFinding& finding : report.findings) {
        std::cout << file << ":" << finding.position.line << ":" << finding.position.column << ": "
                  << (finding.is_fault ? "error: " : "warning: ") << finding.message;
        if (!finding.pointer.empty()) std::cout << " (" << finding.pointer << ")";
        std::cout << "\n";
    }
    tally.faults += report.faults;
    tally.warnings += report.findings.size() - report.faults;
    if (!report.is_json) return kUnreadable;
    return report.faults == 0 ? kFine : kFound;
}

int check(const Options& options) {
    int status = kFine;
    Tally tally;
    for (const std::string& file : options.files)
        status = std::max(status, check_file(file, tally));
    std::cout << tally.faults << (tally.faults == 1 ? " error, " : " errors, ") << tally.warnings
              << (tally.warnings == 1 ? " warning\n" : " warnings\n");
    return options.is_strict && tally.warnings > 0 ? std::max(status, kFound) : status;
}

}  // namespace

void add_rules(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("rules", "Questions about rules documents");
    verb->require_subcommand(1);
    CLI::App* checking = verb->add_subcommand(
        "check", "Tell everything that is wrong with rules, and what in them does nothing");
    checking->add_option("FILE", options->files, "rules documents, or programs that hold one each")
        ->required()
        ->check(CLI::ExistingFile);
    checking->add_flag("--strict", options->is_strict, "warnings, too, make the exit status 1");
    checking->footer(
        "A warning names a rule that can never be met or never binds; it is told once nothing is\n"
        "wrong. Exit status: 0 nothing is wrong, 1 something is, 2 a file is no JSON.");
    checking->callback([options, &status] { status = check(*options); });
}

}  // namespace recert::tools
