// Where certification periods end, when not a plain length after their start (domain §8.11).
#pragma once

#include "projections/context.hpp"

namespace recert::projections {

// The first day on or after `date` on which a cycle of these rules may end; `birth_month` is the
// holder's. With anchor award-date every day is one.
events::Date anchor_day(const CycleRules& rules, events::Date date,
                        std::optional<events::BirthMonth> birth_month);

// As the holder's stream now tells it.
std::optional<events::BirthMonth> birth_month_of(const Context& context);

// MM-DD of a year; nullopt for a day that no leap year has.
std::optional<std::chrono::month_day> parse_month_day(std::string_view text);

// Whether `day` lies in the window, both ends included; a window may span the new year.
bool contains(const DueWindow& window, std::chrono::month_day day);

}  // namespace recert::projections
