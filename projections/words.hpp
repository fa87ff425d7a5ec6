// What a standing says to people: what is missing, by when, in words.
#pragma once

#include <string>
#include <vector>

#include "projections/standing.hpp"

namespace recert::projections {

std::string long_date(events::Date date);  // 7 May 2026

std::string counted_words(const std::string& amount, const std::string& noun);  // 10 modules

// What a requirement asks for: 24 hours in Ethics; the renewal fee.
std::string required_words(const Requirement& requirement, const Rules& rules);

// What the path, or else the cycle, still asks for; nothing where nothing goes on.
std::vector<std::string> missing_words(const Standing& standing, events::Date as_of);

// Those from `as_of` on, the earliest first.
std::vector<Deadline> deadlines_of(const Standing& standing, const CredentialRecord& record,
                                   events::Date as_of);

}  // namespace recert::projections
