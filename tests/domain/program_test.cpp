#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::Story;

namespace {

const Json kPracticum = {{"practicum", "p1"},
                         {"starts_on", "2020-03-02"},
                         {"ends_on", "2020-03-06"},
                         {"format", "virtual"}};

}  // namespace

TEST_CASE("a practicum is scheduled once, and moved or cancelled only then", "[program]") {
    Story story;
    const Json moved = {{"practicum", "p1"},
                        {"starts_on", "2020-04-02"},
                        {"ends_on", "2020-04-06"},
                        {"reason", "r"}};
    const Json cancelled = {{"practicum", "p1"}, {"reason", "r"}};
    CHECK(story.program("practicum.rescheduled", "2019-01-01", moved).error().code ==
          ErrorCode::unknown_practicum);
    REQUIRE(story.program("practicum.scheduled", "2019-01-01", kPracticum));
    CHECK(story.program("practicum.scheduled", "2019-01-01", kPracticum).error().pointer ==
          "/data/practicum");
    CHECK(story.program("practicum.rescheduled", "2019-01-02", moved));
    CHECK(story.program("practicum.cancelled", "2019-01-03", cancelled));
    CHECK(story.program("practicum.cancelled", "2019-01-04", cancelled).error().code ==
          ErrorCode::unknown_practicum);
}

TEST_CASE("rules are checked before they are published", "[program]") {
    Story story;
    Json published = Story::built_in("cptm");
    published["rules"]["requirements"][0]["sum"] = "nowhere";
    const auto told = story.program("program.published", "2020-01-01", published);
    CHECK(told.error().pointer == "/data/rules/requirements/0/sum");
}

TEST_CASE("a program keeps its first time zone", "[program]") {
    Story story;
    Json published = Story::built_in("cptm");
    published["timezone"] = "Europe/Paris";
    CHECK(story.program("program.published", "2020-01-01", published).error().pointer ==
          "/data/timezone");
}

TEST_CASE("the publication of rules cannot be voided, a wrong practicum can", "[program]") {
    Story story;
    CHECK(story.program("entry.voided", "2020-01-01", {{"seq", 0}, {"reason", "r"}}).error().code ==
          ErrorCode::not_voidable);
    REQUIRE(story.program("practicum.scheduled", "2019-01-01", kPracticum));
    REQUIRE(story.program("entry.voided", "2020-01-01",
                          {{"seq", story.last().value}, {"reason", "r"}}));
    CHECK(story.program("practicum.scheduled", "2019-01-01", kPracticum));
}
