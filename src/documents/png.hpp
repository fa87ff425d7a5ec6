// A text within a PNG image: an iTXt chunk, as badges are baked into images. Pure.
#pragma once

#include <string>
#include <string_view>

namespace recert::documents {

// `png` is a whole image, begun by its IHDR chunk; the text stands right behind that.
std::string with_text(const std::string& png, std::string_view keyword, std::string_view text);

}  // namespace recert::documents
