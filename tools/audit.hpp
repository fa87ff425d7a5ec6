// `recert audit`: the decisions that the facts no longer support, and those that they support and
// nobody made.
#pragma once

namespace CLI {
class App;
}

namespace recert::tools {

// Adds the verb; when it runs, its exit status is put into `status` (0, 1, 2 as recert has them).
void add_audit(CLI::App& app, int& status);

}  // namespace recert::tools
