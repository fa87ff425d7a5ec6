// Bytes as hexadecimal digits, in small letters. Pure.
#pragma once

#include <string>
#include <string_view>

namespace recert::privacy {

std::string hex(std::string_view bytes);

}  // namespace recert::privacy
