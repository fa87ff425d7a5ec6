// `recert replay` of a ledger's events: those asked for, told or explained.
#pragma once

#include <optional>
#include <string>

#include "tools/place_options.hpp"

namespace CLI {
class App;
}

namespace recert::tools {

struct EventOptions {
    std::optional<std::uint64_t> from;
    std::optional<std::uint64_t> to;
    std::string stream;
    std::string program;
    std::string actor;
    std::string format = "text";
    std::string as_of;
    std::string known_at;
    bool explain = false;
};

// All of them but --program and --as-of, which replays of rules have too.
void add_event_options(CLI::App& verb, EventOptions& options);

// The exit status.
int replay_events(const Place& place, const EventOptions& options);

}  // namespace recert::tools
