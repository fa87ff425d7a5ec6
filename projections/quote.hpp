// What seats in a program cost, as far as its rules say. Pure.
//
// The best single discount applies; of a group it needs the seats of one order. An amount or a
// percentage that the rules do not state stays absent, and a note says that staff assess it: none
// is ever made up. A discount is rounded down to a whole minor unit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "projections/record.hpp"
#include "projections/rules.hpp"

namespace recert::projections {

inline constexpr std::int64_t kSeatsMax = 1'000;

struct Quote {
    const FeeAmount* registration = nullptr;  // of one seat; null: the rules name no such fee
    const DiscountRule* discount = nullptr;   // points into the rules; null: none applies
    std::optional<events::Money> total;       // absent: not to be told from the rules
    std::vector<std::string> notes;
};

// What kind an organization was on that day; nullopt before it was registered.
std::optional<events::OrganizationKind> kind_on(const OrganizationRecord& organization,
                                                events::Date on);

// `kind` is the ordering organization's, if one orders; `seats` is 1 … kSeatsMax.
Quote quote(const Rules& rules, std::optional<events::OrganizationKind> kind, std::int64_t seats);

// {"items", "discount", "total", "notes"}
events::Json quote_json(const Quote& quote);

}  // namespace recert::projections
