// Pages that are written here rather than in src/web: text put into HTML, and what stands around.
// They need no script, and load this origin's style alone.
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace recert::http {

// For the content of an element and the value of an attribute in double quotes.
std::string escaped(std::string_view text);

// `content` is HTML; it goes into <main>.
Response html_page(std::string_view title, std::string_view content);

}  // namespace recert::http
