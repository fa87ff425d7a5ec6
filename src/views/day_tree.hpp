// Spans of days, kept so that the spans that cover a day are found without looking at the others:
// an interval tree whose nodes are the days themselves.
//
// A span lies at the day in it that is divisible by the highest power of two. All spans that cover
// a day lie at one of at most 16 nodes, one for each power; at a later node those cover the day
// that began by then, at an earlier one those that have not ended yet. So a span is noted twice,
// by its first and by its last day, and each node is asked for one run of notes, all of them hits.
//
// Pure. Days are counted from 1970 and held within two bytes: what is before 1970-01-02 counts as
// that day, what is after 2149-06-06 as that one.
#pragma once

#include <cstdint>
#include <vector>

#include "events/values.hpp"

namespace recert::views {

using DayNumber = std::uint16_t;
inline constexpr DayNumber kFirstDay = 1;
inline constexpr DayNumber kLastDay = 0xFFFF;

DayNumber day_number(events::Date day);

struct Span {
    DayNumber first;
    DayNumber last;
};

DayNumber node_of(Span span);

// Where spans lie whose last day this is.
std::vector<DayNumber> nodes_ending(DayNumber last);

// Where to look for spans that cover a day: at `node`, among those noted by their first day
// (by_first) or by their last, the notes from `from` to `to`.
struct Look {
    bool by_first;
    DayNumber node;
    DayNumber from;
    DayNumber to;
};
std::vector<Look> looks_for(DayNumber day);

}  // namespace recert::views
