#include "views/day_tree.hpp"

#include <algorithm>
#include <bit>

namespace recert::views {
namespace {

constexpr unsigned kLevels = 16;

}  // namespace

DayNumber day_number(events::Date day) {
    const auto days = day.time_since_epoch().count();
    return static_cast<DayNumber>(std::clamp<decltype(days)>(days, kFirstDay, kLastDay));
}

DayNumber node_of(Span span) {
    // Without its lowest bits the last day is divisible by ever higher powers, as long as it lasts.
    unsigned node = span.last;
    while ((node & (node - 1)) >= span.first) node &= node - 1;
    return static_cast<DayNumber>(node);
}

std::vector<DayNumber> nodes_ending(DayNumber last) {
    std::vector<DayNumber> nodes;
    for (unsigned node = last; node >= kFirstDay; node &= node - 1)
        nodes.push_back(static_cast<DayNumber>(node));
    return nodes;
}

std::vector<Look> looks_for(DayNumber day) {
    std::vector<Look> looks;
    // From the day itself, which is the one of its own power, up: of each power the nearest.
    for (auto level = static_cast<unsigned>(std::countr_zero(day)); level < kLevels; ++level) {
        const auto node = static_cast<DayNumber>(((day >> level) | 1U) << level);
        looks.push_back(node >= day ? Look{true, node, kFirstDay, day}
                                    : Look{false, node, day, kLastDay});
    }
    return looks;
}

}  // namespace recert::views
