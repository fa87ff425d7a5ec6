#include "demo/diary.hpp"

#include <algorithm>

#include "demo/dice.hpp"

namespace recert::demo {
namespace {

Moment after(Moment moment) {
    if (moment.half == Half::morning) return {moment.day, Half::evening};
    return {moment.day + days{1}, Half::morning};
}

// The office is closed at weekends.
Moment when_open(Moment moment) {
    if (moment.half == Half::evening) return moment;
    const std::chrono::weekday weekday{moment.day};
    if (weekday == std::chrono::Saturday) return {moment.day + days{2}, Half::morning};
    if (weekday == std::chrono::Sunday) return {moment.day + days{1}, Half::morning};
    return moment;
}

}  // namespace

events::Instant instant_of(Moment moment, std::uint64_t seed) {
    const bool is_morning = moment.half == Half::morning;
    Dice dice(seed, events::format_date(moment.day) + (is_morning ? " morning" : " evening"));
    const std::chrono::milliseconds past{dice.between(0, (is_morning ? 90 : 150) * 60'000)};
    return moment.day + std::chrono::minutes{is_morning ? 13 * 60 + 30 : 21 * 60} + past;
}

void Diary::enter(Moment when, Entry what) {
    entries_.emplace(when_open(std::max(when, after(now_))), std::move(what));
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
