#include "views/day_tree.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <tuple>

using namespace recert;
using namespace recert::views;

namespace {

// Spans noted as day_tree.hpp has it: (by_first, node, day) -> spans.
struct Notes {
    std::multimap<std::tuple<bool, DayNumber, DayNumber>, int> kept;

    void add(int id, Span span) {
        kept.emplace(std::tuple(true, node_of(span), span.first), id);
        kept.emplace(std::tuple(false, node_of(span), span.last), id);
    }
    std::multiset<int> covering(DayNumber day) const {
        std::multiset<int> ids;
        for (const Look& look : looks_for(day)) {
            const auto until = kept.upper_bound({look.by_first, look.node, look.to});
            for (auto at = kept.lower_bound({look.by_first, look.node, look.from}); at != until;
                 ++at)
                ids.insert(at->second);
        }
        return ids;
    }
};

}  // namespace

TEST_CASE("a day finds each span that covers it once, and no other", "[register]") {
    const auto seed = GENERATE(1U, 2U, 3U);
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> any(kFirstDay, kLastDay);
    std::uniform_int_distribution<int> length(0, 1500);
    Notes notes;
    std::vector<Span> spans;
    for (int id = 0; id < 400; ++id) {
        const int first = any(random);
        const int last = id % 3 == 0   ? kLastDay
                         : id % 3 == 1 ? std::min<int>(kLastDay, first + length(random))
                                       : std::max(first, any(random));
        spans.push_back({static_cast<DayNumber>(first), static_cast<DayNumber>(last)});
        notes.add(id, spans.back());
    }
    std::vector<int> days = {kFirstDay, kLastDay, 1 << 15, (1 << 15) - 1, (1 << 15) + 1};
    for (const Span& span : spans) {
        days.push_back(span.first);
        days.push_back(span.last);
        days.push_back(any(random));
    }
    for (const int day : days) {
        std::multiset<int> expected;
        for (std::size_t id = 0; id < spans.size(); ++id)
            if (spans[id].first <= day && day <= spans[id].last)
                expected.insert(static_cast<int>(id));
        INFO("seed " << seed << " day " << day);
        REQUIRE(notes.covering(static_cast<DayNumber>(day)) == expected);
    }
}

TEST_CASE("no day looks at more than sixteen nodes", "[register]") {
    for (int day = kFirstDay; day <= kLastDay; ++day)
        REQUIRE(looks_for(static_cast<DayNumber>(day)).size() <= 16);
}

TEST_CASE("days outside of two bytes count as the first and the last", "[register]") {
    const auto number = [](const char* text) {
        return day_number(events::parse_date(text).value());
    };
    CHECK(number("0001-01-01") == kFirstDay);
    CHECK(number("1970-01-02") == kFirstDay);
    CHECK(number("1970-01-03") == 2);
    CHECK(number("2149-06-06") == kLastDay);
    CHECK(number("9999-12-31") == kLastDay);
}

TEST_CASE("a span is found by its last day alone", "[register]") {
    for (const int last : {1, 2, 6, 4095, 4096, 20'000, 65'535})
        for (const int length : {0, 1, 7, 100, 2'000}) {
            const auto end = static_cast<DayNumber>(last);
            const auto begin = static_cast<DayNumber>(std::max(1, last - length));
            const auto nodes = nodes_ending(end);
            CHECK(nodes.size() <= 16);
            CHECK(std::count(nodes.begin(), nodes.end(), node_of({begin, end})) == 1);
        }
}
