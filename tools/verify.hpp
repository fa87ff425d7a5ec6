// `recert verify`: checks a data directory, an audit bundle, a running service, or one receipt with
// its entry, by nothing but what they hold and a key.
#pragma once

namespace CLI {
class App;
}

namespace recert::tools {

// Adds the verb; when it runs, its exit status is put into `status` (0, 1, 2 as recert has them).
void add_verify(CLI::App& app, int& status);

}  // namespace recert::tools
