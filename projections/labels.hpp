// What people call a category of the rules.
#pragma once

#include <string>
#include <string_view>

#include "projections/rules.hpp"

namespace recert::projections {

// The label of a category, or its name where the rules give none.
std::string label_of(const Rules& rules, std::string_view category);

}  // namespace recert::projections
