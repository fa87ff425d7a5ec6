// Texts made smaller for the way (gzip, RFC 1952), and who takes them so. The same bytes give the
// same result: no time and no name stands in it.
#pragma once

#include <string>
#include <string_view>

namespace recert::http {

std::string gzipped(std::string_view text);

// Of an Accept-Encoding header: whether it names gzip, or everything, and does not refuse it.
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace recert::http
