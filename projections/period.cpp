#include "projections/period.hpp"

#include <charconv>
#include <cstdlib>

namespace recert::projections {
namespace {

constexpr int kCountMax = 100'000;
constexpr int kCenturyDays = 36'525;

// Adds `count` of a designator; false for one that does not belong where it stands.
bool add(Period& period, int count, char designator, bool in_time) {
    if (in_time) {
        if (designator == 'H')
            period.time += std::chrono::hours{count};
        else if (designator == 'M')
            period.time += std::chrono::minutes{count};
        else
            return false;
        return true;
    }
    switch (designator) {
        case 'Y':
            period.months += 12 * count;
            return true;
        case 'M':
            period.months += count;
            return true;
        case 'W':
            period.days += 7 * count;
            return true;
        case 'D':
            period.days += count;
            return true;
        default:
            return false;
    }
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (!text.starts_with('P')) return std::nullopt;
    text.remove_prefix(1);
    Period period;
    bool in_time = false;
    bool any = false;
    while (!text.empty()) {
        if (text.starts_with('T') && !in_time) {
            in_time = true;
            any = false;
            text.remove_prefix(1);
            continue;
        }
        int count = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
        const auto length = static_cast<std::size_t>(end - text.data());
        if (error != std::errc{} || count < 0 || count > kCountMax || length == text.size())
            return std::nullopt;
        if (!add(period, negative ? -count : count, text[length], in_time)) return std::nullopt;
        any = true;
        text.remove_prefix(length + 1);
    }
    if (!any) return std::nullopt;
    return period;
}

events::Date operator+(events::Date date, const Period& period) {
    return events::add_months(date, period.months) + std::chrono::days{period.days};
}

Period operator*(int times, const Period& period) {
    return {times * period.months, times * period.days, times * period.time};
}

Status read(const events::Json& json, const events::Path& path, Period& out) {
    const auto period =
        json.is_string() ? parse_period(json.get_ref<const std::string&>()) : std::nullopt;
    if (!period) return events::refuse(path, "must be a period such as P2Y, P30D or PT2H");
    if (std::abs(period->months) > events::kCenturyMonths || std::abs(period->days) > kCenturyDays)
        return events::refuse(path, "must be at most a century");
    out = *period;
    return {};
}

}  // namespace recert::projections
