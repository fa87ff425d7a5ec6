// Entity tags: `"<version>"` of an append, `"<version>-<digest of the body>"` of a state,
// `"<digest>"` of a text. The digest is there because a standing changes at midnight without an
// event.
#pragma once

#include <string>
#include <string_view>

#include "position.hpp"

namespace recert::http {

std::string entity_tag(StreamVersion version);
std::string entity_tag(StreamVersion version, std::string_view body);
std::string entity_tag(std::string_view body);  // of what has no version

// Whether an If-None-Match header (a list, or `*`) names this tag; compared weakly, as RFC 9110 has
// it for this header.
bool names_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace recert::http
