// Text as HTML.
#pragma once

#include <string>
#include <string_view>

namespace recert::http {

// As content, and as the value of an attribute in double quotes.
std::string escaped(std::string_view text);

// A whole page, in the look of those in src/web and without a script; `content` is HTML. `style` is
// a file of src/web with what only such pages need.
std::string html_page(std::string_view title, std::string_view content,
                      std::string_view style = {});

}  // namespace recert::http
