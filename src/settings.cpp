#include "settings.hpp"

#include <toml++/toml.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <optional>
#include <sstream>

namespace recert {
namespace {

constexpr unsigned kThreadsMax = 256;

// What was given, before defaults.
struct Given {
    std::optional<std::string> data;
    std::optional<std::string> listen;
    std::optional<std::string> origin;
    std::optional<unsigned> io_threads;
    std::optional<unsigned> read_threads;
    std::optional<std::string> config;
};

void add_options(CLI::App& app, Given& given) {
    app.add_option("--data", given.data, "Data directory (./data)")->envname("RECERT_DATA");
    app.add_option("--listen", given.listen, "HOST:PORT to serve on (127.0.0.1:8080)")
        ->envname("RECERT_LISTEN");
    app.add_option("--origin", given.origin, "Name of the log in its checkpoints (recert)")
        ->envname("RECERT_ORIGIN");
    app.add_option("--io-threads", given.io_threads, "Threads that serve connections (2)")
        ->envname("RECERT_IO_THREADS")
        ->check(CLI::Range(1U, kThreadsMax));
    app.add_option("--read-threads", given.read_threads, "Threads that answer reads (2)")
        ->envname("RECERT_READ_THREADS")
        ->check(CLI::Range(1U, kThreadsMax));
    app.add_option("--config", given.config, "TOML file with these settings")
        ->envname("RECERT_CONFIG");
}

template <class T>
bool take(const toml::node& node, std::optional<T>& into) {
    if constexpr (std::is_same_v<T, std::string>) {
        const auto value = node.value_exact<std::string>();
        if (value && !into) into = *value;
        return value.has_value();
    } else {
        const auto value = node.value_exact<std::int64_t>();
        const bool fits = value && *value >= 1 && *value <= kThreadsMax;
        if (fits && !into) into = static_cast<T>(*value);
        return fits;
    }
}

bool take_setting(std::string_view key, const toml::node& node, Given& given) {
    if (key == "data") return take(node, given.data);
    if (key == "listen") return take(node, given.listen);
    if (key == "origin") return take(node, given.origin);
    if (key == "io_threads") return take(node, given.io_threads);
    if (key == "read_threads") return take(node, given.read_threads);
    return false;
}

// Fills in what neither flags nor environment gave.
Status read_file(Given& given) {
    if (!given.config) return {};
    try {
        const toml::table file = toml::parse_file(*given.config);
        for (const auto& [key, node] : file)
            if (!take_setting(key.str(), node, given))
                return fail(ErrorCode::bad_parameter, *given.config + ": no such setting, or not " +
                                                          "of its kind: " + std::string(key.str()));
    } catch (const toml::parse_error& error) {
        return fail(ErrorCode::bad_parameter,
                    *given.config + ": " + std::string(error.description()));
    }
    return {};
}

Settings with_defaults(const Given& given) {
    Settings out;
    if (given.data) out.data = *given.data;
    if (given.listen) out.listen = *given.listen;
    if (given.origin) out.origin = *given.origin;
    if (given.io_threads) out.io_threads = *given.io_threads;
    if (given.read_threads) out.read_threads = *given.read_threads;
    return out;
}

}  // namespace

std::string Settings::text() const {
    const toml::table table{{"data", data.string()},
                            {"listen", listen},
                            {"origin", origin},
                            {"io_threads", std::int64_t{io_threads}},
                            {"read_threads", std::int64_t{read_threads}}};
    std::ostringstream out;
    out << table << '\n';
    return out.str();
}

tl::expected<Settings, Leave> settings_of(int argc, char** argv) {
    CLI::App app("recertd: the service of a recertification ledger; owns its data directory");
    Given given;
    bool print_config = false;
    add_options(app, given);
    app.add_flag("--print-config", print_config, "Print the settings in force, then leave");
    app.require_subcommand(0, 1);
    app.add_subcommand("serve", "Serve the API (what happens without a word)")->fallthrough();
    const auto* rebuild =
        app.add_subcommand("rebuild", "Build the register again from entry 0, and compare")
            ->fallthrough();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return tl::unexpected(Leave{app.exit(error) == 0 ? 0 : 2});
    }
    if (const Status read = read_file(given); !read) {
        std::cerr << "recertd: " << read.error().message << '\n';
        return tl::unexpected(Leave{2});
    }
    Settings out = with_defaults(given);
    if (rebuild->parsed()) out.verb = Verb::rebuild;
    if (print_config) out.verb = Verb::print_config;
    return out;
}

Result<Address> parse_address(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const auto wrong = [&] {
        return fail(ErrorCode::bad_parameter, "not of the form HOST:PORT: " + text);
    };
    if (colon == std::string::npos || colon == 0) return wrong();
    Address out{text.substr(0, colon), 0};
    if (out.host.front() == '[' && out.host.back() == ']')
        out.host = out.host.substr(1, out.host.size() - 2);
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, out.port);
    if (error != std::errc{} || stop != end || out.host.empty()) return wrong();
    return out;
}

}  // namespace recert
