// The two ways in which decode() reads an entry; for it and its tests.
//
// Nearly every entry is read quickly, by simdjson. What that declines is read thoroughly: one of an
// older schema, one with a number beyond 64 bits, and what is broken, to say what is wrong with it.
// Whatever is read quickly would be read the same thoroughly. Thread-safe.
#pragma once

#include <string_view>

#include "events/codec.hpp"

namespace recert::events {

// False: it was declined, and `out` is to be thrown away.
bool decode_quickly(std::string_view entry, Form form, Recorded& out);
Result<Recorded> decode_thoroughly(std::string_view entry, Form form);  // corrupt

}  // namespace recert::events
