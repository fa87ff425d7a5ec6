// The request target, taken apart: where it points and with which parameters.
//
// Both forms a server must take are taken: `/path?query` and `http://host/path?query`. Segments and
// parameters are percent-decoded; a `+` stays a plus, since no value here holds a space and an
// instant may hold an offset.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace recert::http {

struct Parameter {
    std::string name;
    std::string value;
};

struct Target {
    std::string path;                   // as received, percent-encoded
    std::vector<std::string> segments;  // decoded
    std::vector<Parameter> query;       // decoded, in order
};

Result<Target> parse_target(std::string_view text);  // malformed

// A body of application/x-www-form-urlencoded: here a `+` is a space.
Result<std::vector<Parameter>> parse_form(std::string_view text);  // malformed

// The same question, going on at `cursor`: a relative reference for `Link`.
std::string with_cursor(const Target& target, std::string_view cursor);

}  // namespace recert::http
