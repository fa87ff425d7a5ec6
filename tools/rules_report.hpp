// What is wrong with a rules document, and what in it does nothing, by line and column.
//
// The text is a rules document, or a whole program: the data of program.published, rules and all.
// Leaves out what only a service knows: whether a time zone exists, whether the program has begun.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/places.hpp"

namespace recert::tools {

struct RulesFinding {
    Position position;
    bool is_fault;  // else a warning
    std::string message;
    std::string pointer;  // empty: the whole
};

struct RulesReport {
    bool is_json = true;                   // false: one finding, where it ceases to be
    std::vector<RulesFinding> findings{};  // in order of position; without a fault also warnings
    std::size_t faults = 0;
};

RulesReport report_on_rules(std::string_view text);

}  // namespace recert::tools
