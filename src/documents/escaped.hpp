// Text as HTML: as content, and as the value of an attribute in double quotes. Pure.
#pragma once

#include <string>
#include <string_view>

namespace recert::documents {

std::string escaped(std::string_view text);

}  // namespace recert::documents
