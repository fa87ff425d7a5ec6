// The options by which verbs are told where a ledger is, and what they show while they read it.
#pragma once

#include <string>

#include "tools/source.hpp"

namespace CLI {
class App;
}

namespace recert::tools {

// [what], --data, --server, --token-file; at most one of the first three. `place` outlives the
// verb.
void add_place_options(CLI::App& verb, Place& place);
// Whether one was given.
bool is_given(const Place& place);
// For people.
std::string name_of(const Place& place);

// A bar on stderr, if that is a terminal; else nothing.
Progress progress_on_terminal(bool is_quiet = false);

}  // namespace recert::tools
