#include <catch2/catch.hpp>
#include <map>

#include "demo/diary.hpp"
#include "demo/dice.hpp"

using namespace recert::demo;

namespace {

std::vector<int> throws(Dice dice) {
    std::vector<int> thrown;
    for (int n = 0; n < 8; ++n) thrown.push_back(dice.between(1, 6));
    return thrown;
}

Moment morning(int day) { return {Date{days{day}}, Half::morning}; }
Moment evening(int day) { return {Date{days{day}}, Half::evening}; }

}  // namespace

// Changing these changes every demo there is: right only when that is meant.
TEST_CASE("the same seed and name throw the same, on every machine", "[demo]") {
    CHECK(throws(Dice(1, "ada")) == std::vector<int>{4, 2, 2, 4, 4, 5, 5, 4});
    CHECK(throws(Dice(1, "ada")) != throws(Dice(2, "ada")));
    CHECK(throws(Dice(1, "ada")) != throws(Dice(1, "bob")));
}

TEST_CASE("a deck deals each card as often as it is in it, then begins anew", "[demo]") {
    Deck<char> deck({{'a', 3}, {'b', 1}}, Dice(1, "deck"));
    for (int round = 1; round <= 5; ++round) {
        std::map<char, int> dealt;
        for (int n = 0; n < 4; ++n) ++dealt[deck.deal()];
        CHECK(dealt == std::map<char, int>{{'a', 3}, {'b', 1}});
    }
}

TEST_CASE("a diary tells what comes next, in the order of entry", "[demo]") {
    Diary diary(Date{days{10}});
    std::string told;
    const auto tell = [&](char what) { return [&told, what] { told += what; }; };
    diary.enter(evening(12), tell('c'));
    diary.enter(morning(12), tell('a'));
    diary.enter(morning(12), tell('b'));
    REQUIRE(diary.next() == morning(12));
    for (const auto& entry : diary.turn_to_next()) entry();
    CHECK(told == "ab");
    CHECK(diary.now() == morning(12));
    diary.enter(morning(3), tell('d'));  // too late for that
    REQUIRE(diary.next() == evening(12));
    for (const auto& entry : diary.turn_to_next()) entry();
    CHECK(told == "abcd");
    CHECK_FALSE(diary.next());
}

TEST_CASE("what the office is to do at a weekend it does on Monday", "[demo]") {
    Diary diary(Date{days{7}});  // Thursday, 8 January 1970
    diary.enter(morning(9), [] {});
    CHECK(diary.next() == morning(11));
    diary.enter(evening(9), [] {});
    CHECK(diary.next() == evening(9));
}

TEST_CASE("a moment is recorded on its own day, the evening after the morning", "[demo]") {
    for (int day = 0; day < 100; ++day) {
        const auto first = instant_of(morning(day), 7);
        const auto second = instant_of(evening(day), 7);
        CHECK(first < second);
        CHECK(std::chrono::floor<days>(first) == Date{days{day}});
        CHECK(std::chrono::floor<days>(second) == Date{days{day}});
    }
}
