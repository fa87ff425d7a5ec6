// Text as HTML.
#pragma once

#include <string>
#include <string_view>

namespace recert::http {

// As content, and as the value of an attribute in double quotes.
std::string escaped(std::string_view text);

}  // namespace recert::http
