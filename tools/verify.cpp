#include "tools/verify.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>
#include <thread>

#include "tools/examination.hpp"
#include "tools/exit_status.hpp"
#include "tools/place_options.hpp"
#include "tools/receipt_check.hpp"
#include "tools/signature.hpp"

namespace recert::tools {
namespace {

constexpr unsigned kThreadsMax = 64;

struct Options {
    Place place;
    std::string entry;
    std::string vkey;
    std::string openings;
    unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, kThreadsMax);
    bool is_quiet = false;
    bool is_json = false;
};

using Clock = std::chrono::steady_clock;

events::Json json_of(const std::vector<OpenedField>& opened) {
    events::Json out = events::Json::array();
    for (const OpenedField& field : opened)
        out.push_back({{"seq", field.seq.value}, {"pointer", field.pointer}, {"text", field.text}});
    return out;
}

void tell(const Findings& findings, const Openings& openings, const Options& options,
          Clock::time_point began) {
    if (options.is_json) {
        events::Json result = findings.json();
        if (!options.openings.empty()) result["opened"] = json_of(openings.opened());
        std::cout << result.dump() << "\n";
        return;
    }
    if (options.is_quiet && findings.fine()) return;
    findings.print(std::cout);
    for (const OpenedField& field : openings.opened())
        std::cout << "entry " << field.seq.value << " " << field.pointer << ": "
                  << events::Json(field.text).dump() << "\n";
    const std::chrono::duration<double> took = Clock::now() - began;
    std::cout << (findings.fine() ? "fine" : "NOT FINE") << ", " << std::fixed
              << std::setprecision(1) << took.count() << " s" << std::endl;
}

// There is a ledger, and it is not what was written.
bool is_damage(const Error& error) {
    return error.code == ErrorCode::corrupt || error.code == ErrorCode::refused_start;
}

Status examine(const Options& options, const std::vector<std::string>& vkeys, Findings& findings,
               Openings& openings) {
    if (is_receipt(options.place.path))
        return check_receipt({options.place.path, options.entry, vkeys}, findings);
    const auto source = open_source(options.place);
    if (!source && !is_damage(source.error())) return tl::unexpected(source.error());
    if (!source) {
        findings.add("opened", {}, source.error().message);
        return {};
    }
    return Examination(**source, vkeys, findings, options.openings.empty() ? nullptr : &openings,
                       options.threads)
        .run(progress_on_terminal(options.is_quiet || options.is_json));
}

int verify(const Options& options) {
    const auto began = Clock::now();
    const auto vkeys = vkeys_given(options.vkey);
    if (!vkeys) return unreadable(options.vkey, vkeys.error());
    auto openings =
        options.openings.empty() ? Result<Openings>() : Openings::read(options.openings);
    if (!openings) return unreadable(options.openings, openings.error());
    Findings findings;
    if (const Status read = examine(options, *vkeys, findings, *openings); !read)
        return unreadable(name_of(options.place), read.error());
    tell(findings, *openings, options, began);
    return findings.fine() ? kFine : kFound;
}

}  // namespace

void add_verify(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand(
        "verify", "Check a data directory, an audit bundle, a service, or a receipt");
    add_place_options(*verb, options->place);
    verb->add_option("--entry", options->entry, "the entry that a receipt is of, byte for byte")
        ->check(CLI::ExistingFile);
    verb->add_option("--vkey", options->vkey,
                     "the key to trust, name+hash+key, or a file of such lines; else the one that "
                     "lies beside the ledger");
    verb->add_option("--openings", options->openings,
                     "what opens single sealed fields: they are proved, and shown")
        ->check(CLI::ExistingFile);
    verb->add_option("--threads", options->threads, "to hash and decode with (default: one a core)")
        ->check(CLI::Range(1U, kThreadsMax));
    verb->add_flag("--quiet", options->is_quiet, "say nothing unless something is wrong");
    verb->add_flag("--json", options->is_json, "print the result as JSON");
    verb->footer(
        "Everything is derived again from the entries: hashes, root and signature, streams and\n"
        "versions, idempotency keys, the register, and each decision under the rules and facts\n"
        "known when it was made. Exit status: 0 all holds, 1 something does not, 2 it cannot be "
        "read.");
    verb->callback([options, &status] {
        if (!is_given(options->place))
            throw CLI::RequiredError("a data directory, a bundle or a receipt");
        status = verify(*options);
    });
}

}  // namespace recert::tools
