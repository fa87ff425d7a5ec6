#include "tools/export.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "tools/exit_status.hpp"
#include "tools/export_bundle.hpp"
#include "tools/export_report.hpp"
#include "tools/openings.hpp"
#include "tools/place_options.hpp"
#include "tools/signature.hpp"

namespace recert::tools {
namespace {

struct Options {
    Place place;
    std::optional<std::uint64_t> from;
    std::optional<std::uint64_t> to;
    std::string vkey;
    std::string out;
    std::vector<std::string> disclosed;  // holders
};

// Beside the bundle, never in it.
Status write_openings(const Options& options, Source& source, const Manifest& manifest) {
    const auto token = read_token(options.place.token_file);
    if (!token) return tl::unexpected(token.error());
    HttpClient server(options.place.server, *token);
    const std::string file = openings_path(options.out);
    const auto count = disclose(source, manifest.from, manifest.until,
                                {options.disclosed.begin(), options.disclosed.end()}, server, file,
                                progress_on_terminal());
    if (!count) return tl::unexpected(count.error());
    std::cout << file << ": opens " << *count << " fields" << std::endl;
    return {};
}

int write_bundle(const Options& options) {
    const auto vkeys = vkeys_given(options.vkey);
    if (!vkeys) return unreadable(options.vkey, vkeys.error());
    const auto source = open_source(options.place);
    if (!source) return unreadable(name_of(options.place), source.error());
    BundleOrder order;
    if (options.from) order.first = Seq{*options.from};
    if (options.to) order.last = Seq{*options.to};
    order.vkeys = *vkeys;
    order.path = options.out;
    const auto manifest = export_bundle(**source, order, progress_on_terminal());
    if (!manifest) return unreadable(name_of(options.place), manifest.error());
    std::cout << options.out << ": entries " << manifest->from.value << " to "
              << manifest->until.value - 1 << " of " << manifest->origin << "\n"
              << "manifest SHA-256 "
              << ledger::hex(ledger::bytes_of(ledger::sha256(manifest->text()))) << std::endl;
    if (options.disclosed.empty()) return kFine;
    if (const Status written = write_openings(options, **source, *manifest); !written)
        return unreadable(options.place.server, written.error());
    return kFine;
}

void add_report(CLI::App& verb, int& status) {
    struct Asked {
        Place place;
        ReportOrder order;
    };
    auto asked = std::make_shared<Asked>();
    CLI::App* report = verb.add_subcommand("report", "A report of a running service, as a file");
    report->add_option("name", asked->order.name, "as GET /v1/reports lists them")->required();
    report->add_option("--server", asked->place.server, "the service, https://host:port")
        ->required();
    report->add_option("--token-file", asked->place.token_file, "a file with a bearer token");
    report->add_option("--format", asked->order.format, "csv (unless said), xlsx, ndjson or json");
    report->add_option("--as-of", asked->order.as_of, "the day it tells of; else today");
    report->add_option("--known-at", asked->order.known_at,
                       "as known at a seq or an instant; else all that is known");
    report->add_option("--filter", asked->order.filters,
                       "name=value, as program=cptm; any parameter of the report (repeat it)");
    report->add_option("-o,--out", asked->order.out, "the file to write")->required();
    report->footer("The same question gives the same bytes as over HTTP.");
    report->callback([asked, &status] {
        const auto bytes = export_report(asked->place, asked->order);
        if (!bytes) {
            status = unreadable(asked->order.name, bytes.error());
            return;
        }
        std::cout << asked->order.out.string() << ": " << *bytes << " bytes" << std::endl;
        status = kFine;
    });
}

void add_bundle(CLI::App& verb, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* bundle = verb.add_subcommand(
        "bundle", "An audit bundle: entries, checkpoint and rules, to be verified offline");
    add_place_options(*bundle, options->place);
    bundle->add_option("--from", options->from, "the first entry; else entry 0");
    bundle->add_option("--to", options->to, "the last entry; else the last that is signed");
    bundle->add_option("--vkey", options->vkey,
                       "the key to put beside it; else the one that lies beside the ledger");
    bundle
        ->add_option("--out", options->out, "the directory to make, or the file if it ends in .tar")
        ->required();
    bundle->footer(
        "What is sealed stays sealed; --disclose writes what opens it into a file beside the "
        "bundle.\nThe same ledger, checkpoint and range give the same bytes.\n"
        "`recert verify` checks it with nothing else at hand.");
    bundle
        ->add_option("--disclose", options->disclosed,
                     "a holder whose fields shall be opened, asked of the service (repeat it)")
        ->needs("--server");
    bundle->callback([options, &status] {
        if (!is_given(options->place)) throw CLI::RequiredError("a data directory or --server");
        status = write_bundle(*options);
    });
}

}  // namespace

void add_export(CLI::App& app, int& status) {
    CLI::App* verb = app.add_subcommand("export", "Take out of a ledger what others are to have");
    verb->require_subcommand(1);
    add_bundle(*verb, status);
    add_report(*verb, status);
}

}  // namespace recert::tools
