// Who would change standing under other rules, asked of a running service page by page.
//
// Memory: one page, and a count for each pair of statuses. Leaves out judging itself: that is the
// service's (projections/what_if.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "tools/http_client.hpp"

namespace recert::tools {

struct WhatIfQuestion {
    std::string program;
    events::Json rules;
    std::optional<std::string> as_of{};
};

struct WhatIfTotals {
    std::uint64_t judged = 0;
    std::uint64_t differ = 0;
    std::map<std::pair<std::string, std::string>, std::uint64_t> changes{};  // from status, to
};

struct WhatIfVisitor {
    std::function<void(const events::Json& item)> take;
    std::function<void(const WhatIfTotals& so_far)> progress;  // after each page
};

// Errors: what the service refused, by its pointer; malformed, for an answer that is none;
// outcome-unknown, when there was no answer.
Result<WhatIfTotals> ask_what_if(Server& server, const WhatIfQuestion& question,
                                 const WhatIfVisitor& visitor);

}  // namespace recert::tools
