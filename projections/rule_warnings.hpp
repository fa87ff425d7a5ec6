// Rules that are well said and do nothing: those nobody can ever meet, and those that never bind.
//
// A warning is certain by the document alone, whatever the facts; waivers and extensions, which are
// staff's, aside. Leaves out what only some facts would show.
#pragma once

#include <string>
#include <vector>

#include "projections/rules.hpp"

namespace recert::projections {

struct RuleWarning {
    std::string pointer;
    std::string message;
};

// `rules` were read without a fault; pointers begin with `base`.
std::vector<RuleWarning> rule_warnings(const Rules& rules, std::string_view base);

}  // namespace recert::projections
