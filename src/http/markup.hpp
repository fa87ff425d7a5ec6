// Text as HTML.
#pragma once

#include <string>
#include <string_view>

#include "documents/escaped.hpp"

namespace recert::http {

using documents::escaped;

// A whole page, in the look of those in src/web and without a script; `content` is HTML. `style` is
// a file of src/web with what only such pages need.
std::string html_page(std::string_view title, std::string_view content,
                      std::string_view style = {});

}  // namespace recert::http
