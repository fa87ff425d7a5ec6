// The parts of RFC 8785 that whoever writes canonical JSON needs: strings §3.2.2.2, numbers
// §3.2.2.3, the order of keys §3.2.3. Thread-safe; no state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace recert::events {

void write_string(std::string& out, std::string_view text);
void write_double(std::string& out, double value);         // finite
void write_integer(std::string& out, std::int64_t value);  // within 2^53 - 1

// Whether key `a` stands before `b`, by UTF-16 code units; both are UTF-8.
bool utf16_less(std::string_view a, std::string_view b);

}  // namespace recert::events
