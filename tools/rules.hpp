// `recert rules check`: everything wrong with a rules document, before anybody publishes it.
#pragma once

namespace CLI {
class App;
}

namespace recert::tools {

// Adds the verb; when it runs, its exit status is put into `status` (0, 1, 2 as recert has them).
void add_rules(CLI::App& app, int& status);

}  // namespace recert::tools
