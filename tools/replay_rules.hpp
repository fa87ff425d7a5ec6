// `recert replay --rules FILE --program ID`: prints who would change standing, why, and totals.
#pragma once

#include <optional>
#include <string>

#include "tools/http_client.hpp"

namespace recert::tools {

// `file` is a rules document, or a program that holds one. Exit status: 0 nothing would change, 1
// something would, 2 the file or the service could not be read.
int replay_rules(Server& server, const std::string& file, const std::string& program,
                 const std::optional<std::string>& as_of);

}  // namespace recert::tools
