// The collections of the API: the plural names that paths use for the kinds of stream.
#pragma once

#include <string>
#include <string_view>

#include "events/event.hpp"

namespace recert::http {

std::string_view collection_of(events::StreamKind kind);  // credentials
std::string path_of(const events::StreamName& stream);    // /v1/credentials/cptm-000042

}  // namespace recert::http
