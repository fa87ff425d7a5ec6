#include "tools/place_options.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "progress.hpp"

namespace recert::tools {

void add_place_options(CLI::App& verb, Place& place) {
    auto* what = verb.add_option("what", place.path,
                                 "a data directory, or an audit bundle (directory or tar)");
    auto* data = verb.add_option("--data", place.path, "the same");
    auto* server = verb.add_option("--server", place.server, "address of a running service");
    what->excludes(data)->excludes(server);
    data->excludes(server);
    verb.add_option("--token-file", place.token_file,
                    "file with a bearer token of an auditor, for the service")
        ->envname("RECERT_TOKEN_FILE")
        ->check(CLI::ExistingFile);
}

bool is_given(const Place& place) { return !place.path.empty() || !place.server.empty(); }

std::string name_of(const Place& place) { return place.path.empty() ? place.server : place.path; }

Progress progress_on_terminal(bool is_quiet) {
    if (is_quiet || ::isatty(STDERR_FILENO) != 1) return [](std::uint64_t, std::uint64_t) {};
    return [bar = ProgressBar("entries")](std::uint64_t done, std::uint64_t of) mutable {
        bar.show(done, of);
    };
}

}  // namespace recert::tools
