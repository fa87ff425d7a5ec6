// What a standing says to people: what is missing, by when, in words.
#pragma once

#include <string>
#include <vector>

#include "projections/standing.hpp"

namespace recert::projections {

std::string long_date(events::Date date);  // 7 May 2026

// What a candidate still has to do.
std::vector<std::string> missing_on_path(const PathState& path, const PathRules& rules);

// What the cycle still asks for on a day.
std::vector<std::string> missing_in_cycle(const CycleJudgement& judgement, const Cycle& cycle,
                                          events::Date as_of);

// Those from `as_of` on, the earliest first.
std::vector<Deadline> deadlines_of(const Standing& standing, const CredentialRecord& record,
                                   events::Date as_of);

}  // namespace recert::projections
