// Feeds a source's entries to a history, one after the other.
//
// Stops at the first entry that does not fit: a history with a hole is not judged by. Errors:
// corrupt, naming the entry; those of the source.
#pragma once

#include <functional>

#include "tools/history.hpp"
#include "tools/place_options.hpp"
#include "tools/source.hpp"

namespace recert::tools {

struct Follow {
    // While the history is as it was before the event, and when it is part of it. False ends it.
    std::function<bool(const events::Recorded& recorded)> before;
    std::function<bool(const events::Recorded& recorded, std::string_view entry)> after;
};

Status follow(Source& source, History& history, const Follow& visit, const Progress& progress);

}  // namespace recert::tools
