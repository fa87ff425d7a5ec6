// The programs that ship with the product, as the data of their first program.published.
#pragma once

#include <string>
#include <vector>

#include "events/json.hpp"

namespace recert::projections {

struct BuiltInProgram {
    std::string id;
    events::Json published;  // the data of program.published
};

// In order of id.
std::vector<BuiltInProgram> built_in_programs();

}  // namespace recert::projections
