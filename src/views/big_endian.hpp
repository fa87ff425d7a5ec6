// Integers in the keys of views: big-endian, so that a scan is in order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace recert::views {

template <class Integer>
void append_big_endian(std::string& out, Integer value) {
    for (int shift = 8 * (static_cast<int>(sizeof value) - 1); shift >= 0; shift -= 8)
        out += static_cast<char>((value >> shift) & 0xFF);
}

// Of all the bytes, which are as many as the integer has.
template <class Integer>
Integer from_big_endian(std::string_view bytes) {
    Integer value{};
    for (const char c : bytes)
        value = static_cast<Integer>((value << 8) | static_cast<unsigned char>(c));
    return value;
}

}  // namespace recert::views
