// What recertd was told: by flags, else by RECERT_* in the environment, else by a TOML file, else
// by its defaults. A key of the file that no setting has is refused, so that a misspelt one is
// noticed. Holds no secrets.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "result.hpp"

namespace recert {

enum class Verb { serve, rebuild, print_config };

struct Settings {
    Verb verb = Verb::serve;
    std::filesystem::path data = "./data";
    std::string listen = "127.0.0.1:8080";
    std::string origin = "recert";
    unsigned io_threads = 2;
    unsigned read_threads = 2;

    std::string text() const;  // as a TOML file
};

// A command line that ends the program: help that was asked for (0), wrong usage (2).
struct Leave {
    int status;
};

// Prints what there is to say about a wrong usage itself.
tl::expected<Settings, Leave> settings_of(int argc, char** argv);

struct Address {
    std::string host;
    std::uint16_t port;
};

// `127.0.0.1:8080`, `[::1]:8080`. Errors: bad-parameter.
Result<Address> parse_address(const std::string& text);

}  // namespace recert
