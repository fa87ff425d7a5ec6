// JSON text in and canonical JSON text out (RFC 8785).
//
// parse() refuses what a ledger cannot keep faithfully: invalid UTF-8, lone surrogates, duplicate
// keys, nesting deeper than it may be, numbers that are not finite. canonical() writes the one
// form that is hashed: keys in UTF-16 order, numbers as ECMAScript writes them, no spaces.
// Thread-safe; no state.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "result.hpp"

namespace recert::events {

using Json = nlohmann::json;

inline constexpr int kDepthMax = 32;

Result<Json> parse(std::string_view text, int depth_max = kDepthMax);  // malformed
std::string canonical(const Json& value);  // `value` came from parse() or from our own writer

// A canonical object written member by member, where building a Json would be in the way. The
// caller adds the members in canonical order and ends with done(), once.
class ObjectWriter {
  public:
    ObjectWriter& add(std::string_view key, std::string_view text);
    ObjectWriter& add(std::string_view key, std::uint64_t number);  // within 2^53 - 1
    ObjectWriter& add_value(std::string_view key, const Json& value);
    std::string done();

  private:
    void begin(std::string_view key);

    std::string out_;
};

// Whether `value` is an integer within 2^53 - 1. (Comparing a Json with a signed number instead
// lets the library read an unsigned one beyond 2^63 as negative.)
bool is_exact_integer(const Json& value);

// `base` extended by one reference token, escaped as RFC 6901 has it.
std::string pointer_to(std::string_view base, std::string_view token);

}  // namespace recert::events
