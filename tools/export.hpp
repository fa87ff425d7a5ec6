// `recert export`: takes out of a ledger what others are to have. `recert export bundle`: an audit
// bundle; `recert export report`: a report of a service.
#pragma once

namespace CLI {
class App;
}

namespace recert::tools {

// Adds the verb; when it runs, its exit status is put into `status` (0, 1, 2 as recert has them).
void add_export(CLI::App& app, int& status);

}  // namespace recert::tools
