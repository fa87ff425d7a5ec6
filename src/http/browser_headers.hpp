// What browsers and caches are told beside an answer, all in one place: what a page may load and
// who may frame it, whose pages may read what is public, and that what is somebody's own is kept
// nowhere. (wire.cpp adds what each connection says: nosniff, and over TLS that there is no way
// without it.)
#pragma once

#include <string>

#include "http/message.hpp"

namespace recert::http {

inline constexpr const char* kAnyOrigin = "Access-Control-Allow-Origin";

// `route` is null where there was none.
void tell_browsers(Response& response, const Route* route);

// The answer to OPTIONS: the methods that a path takes, and whether pages of any origin may.
Response options(std::string allow, bool any_origin);

}  // namespace recert::http
