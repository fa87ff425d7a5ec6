// `recert replay`: tells the events of a ledger again; or posts scenarios to a running service and
// compares every expected standing; or asks it who would change standing under other rules.
#pragma once

namespace CLI {
class App;
}

namespace recert::tools {

// Adds the verb; when it runs, its exit status is put into `status` (0, 1, 2 as recert has them).
void add_replay(CLI::App& app, int& status);

}  // namespace recert::tools
