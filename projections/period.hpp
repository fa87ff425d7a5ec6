// A period of the rules: ISO 8601, calendar months and days ("P2Y", "P6W", "-P1D", "P12M"), or for
// an access time hours and minutes ("PT2H"). Years are twelve months, weeks seven days.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "events/mapping.hpp"
#include "events/values.hpp"

namespace recert::projections {

struct Period {
    int months = 0;
    int days = 0;
    std::chrono::minutes time{0};
    auto operator<=>(const Period&) const = default;
};

std::optional<Period> parse_period(std::string_view text);

// Months first, clamped to the month's end, then days. Date arithmetic: `time` is not looked at.
events::Date operator+(events::Date date, const Period& period);
Period operator*(int times, const Period& period);

// Found by the mapping of rules documents.
Status read(const events::Json& json, const events::Path& path, Period& out);

}  // namespace recert::projections
