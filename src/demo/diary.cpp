#include "demo/diary.hpp"

#include <algorithm>

#include "demo/dice.hpp"

namespace recert::demo {
namespace {

Moment after(Moment moment) {
    if (moment.half == Half::morning) return {moment.day, Half::evening};
    return {moment.day + days{1}, Half::morning};
}

}  // namespace

events::Instant instant_of(Moment moment, std::uint64_t seed) {
    const bool is_morning = moment.half == Half::morning;
    Dice dice(seed, events::format_date(moment.day) + (is_morning ? " morning" : " evening"));
    const std::chrono::milliseconds past{dice.between(0, (is_morning ? 90 : 150) * 60'000)};
    return moment.day + std::chrono::minutes{is_morning ? 13 * 60 + 30 : 21 * 60} + past;
}

void Diary::enter(Moment when, Entry what) {
    entries_.emplace(std::max(when, after(now_)), std::move(what));
}

std::optional<Moment> Diary::next() const {
    if (entries_.empty()) return std::nullopt;
    return entries_.begin()->first;
}

std::vector<Diary::Entry> Diary::turn_to_next() {
    now_ = entries_.begin()->first;
    std::vector<Entry> due;
    const auto end = entries_.upper_bound(now_);
    for (auto place = entries_.begin(); place != end; ++place)
        due.push_back(std::move(place->second));
    entries_.erase(entries_.begin(), end);
    return due;
}

}  // namespace recert::demo
