// What an expectation says, field by field, against what was answered.
//
// A subset match: every field the expectation names must be there and equal; what it does not name
// is not looked at. An array of objects is matched by what identifies its elements (`activity`,
// `step`, `id`, `number`, `what`, `kind`, `code`, `type`: the first that the expected element has),
// further elements are allowed; an empty array and an array of anything else must be equal as a
// whole. The string "*" stands for any text that is not empty. Pure.
#pragma once

#include <string>
#include <vector>

#include "events/json.hpp"

namespace recert::tools {

struct Difference {
    std::string path;      // JSON Pointer; an identified element by its value: /path/exam/closes_on
    std::string expected;  // as JSON
    std::string got;       // as JSON, or `nothing`
};

std::vector<Difference> compare(const events::Json& expected, const events::Json& got);

}  // namespace recert::tools
