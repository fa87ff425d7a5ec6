// What of a standing belongs into its holder's calendar: the deadlines, in words, and when to be
// reminded of each by the rules. Nothing personal but what is still missing. Pure.
#pragma once

#include <string>
#include <vector>

#include "projections/standing.hpp"

namespace recert::projections {

struct Appointment {
    std::string key;  // the same within the credential for as long as it is the same duty
    events::Date on;
    std::string title;
    std::string text;                       // empty: the title says it all
    std::vector<events::Date> reminders{};  // not all before
};

std::vector<Appointment> appointments(const Standing& standing, const std::string& program_name,
                                      events::Date as_of);

}  // namespace recert::projections
