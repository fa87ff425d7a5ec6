// The programs that ship with the product: of each its rules versions, as the data of
// program.published. A file of programs/ is one version; where the body's rules changed, the
// versions after the first are named after the day from which they govern.
#pragma once

#include <string>
#include <vector>

#include "events/json.hpp"

namespace recert::projections {

struct BuiltInProgram {
    std::string id;
    events::Json published;  // the data of program.published
};

// In order of id; the versions of a program in the order in which they take effect.
std::vector<BuiltInProgram> built_in_programs();

}  // namespace recert::projections
