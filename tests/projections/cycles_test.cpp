#include <catch2/catch.hpp>

#include "projections/requirements.hpp"
#include "support/story.hpp"

using namespace recert;
using testing::Story;

namespace {

// Enough for a renewal, all on one day.
void renew(Story& story, const std::string& on, const std::string& name) {
    REQUIRE(story.tell("cpe.logged", on,
                       {{"activity", name}, {"title", "T"}, {"completed_on", on}, {"credit", 24}}));
    REQUIRE(story.tell("fee.paid", on,
                       {{"kind", "renewal"}, {"money", {{"amount", 1}, {"currency", "USD"}}}}));
}

events::Json cycle(const Story& story, const std::string& as_of) {
    return story.standing(as_of)["cycle"];
}

}  // namespace

TEST_CASE("a cycle ends on the day before the next one starts", "[cycles]") {
    Story story;
    story.awarded("2020-05-08");
    CHECK(cycle(story, "2020-05-08")["starts_on"] == "2020-05-08");
    CHECK(cycle(story, "2020-05-08")["ends_on"] == "2022-05-07");
    CHECK(cycle(story, "2022-05-04")["days_left"] == 3);
    CHECK(cycle(story, "2022-05-07")["days_left"] == 0);
}

TEST_CASE("cycles from a leap day do not drift", "[cycles]") {
    Story story;
    REQUIRE(story.program("practicum.scheduled", "2015-01-02",
                          {{"practicum", "leap"},
                           {"starts_on", "2016-02-25"},
                           {"ends_on", "2016-02-29"},
                           {"format", "in-person"}}));
    REQUIRE(story.tell("credential.registered", "2016-01-10",
                       {{"program", "cptm"}, {"holder", "ada"}, {"practicum", "leap"}}));
    for (int module = 1; module <= 10; ++module)
        REQUIRE(story.tell("module.completed", "2016-02-20", {{"module", module}}));
    REQUIRE(story.tell("practicum.attended", "2016-02-29",
                       {{"practicum", "leap"}, {"complete", true}}));
    REQUIRE(story.tell("exam.passed", "2016-02-29", events::Json::object()));
    CHECK(cycle(story, "2016-03-01")["ends_on"] == "2018-02-27");
    renew(story, "2017-01-01", "a");
    CHECK(cycle(story, "2018-02-28")["starts_on"] == "2018-02-28");
    CHECK(cycle(story, "2018-02-28")["ends_on"] == "2020-02-28");
    renew(story, "2019-01-01", "b");
    CHECK(cycle(story, "2020-02-29")["starts_on"] == "2020-02-29");
    CHECK(cycle(story, "2020-02-29")["ends_on"] == "2022-02-27");
}

TEST_CASE("an early renewal leaves the current cycle until its end", "[cycles]") {
    Story story;
    story.awarded();
    renew(story, "2020-06-01", "early");
    const auto standing = story.standing("2021-01-01");
    CHECK(standing["cycle"]["number"] == 1);
    CHECK(standing["valid_until"] == "2024-03-05");
    CHECK(standing["cycles"][0]["outcome"] == "renewed");
    CHECK(standing["cycles"][1]["outcome"] == "open");
    CHECK(standing["missing"].empty());
    CHECK(cycle(story, "2022-03-06")["number"] == 2);
}

TEST_CASE("a renewal stands from the first day on which the facts, as now known, support it",
          "[cycles]") {
    Story story;
    story.awarded();
    renew(story, "2021-12-01", "first");
    CHECK(story.standing("2021-06-01")["valid_until"] == "2022-03-05");
    REQUIRE(story.tell(
        "cpe.logged", "2022-01-01",
        {{"activity", "late"}, {"title", "T"}, {"completed_on", "2021-03-01"}, {"credit", 24}}));
    REQUIRE(story.tell("fee.paid", "2021-03-02",
                       {{"kind", "renewal"}, {"money", {{"amount", 1}, {"currency", "USD"}}}}));
    CHECK(story.standing("2021-03-01")["valid_until"] == "2022-03-05");
    CHECK(story.standing("2021-03-02")["valid_until"] == "2024-03-05");
}

TEST_CASE("a longer cycle under new rules begins with the first cycle that starts under them",
          "[cycles]") {
    Story story;
    auto published = Story::built_in("cptm");
    published["rules"]["cycle"]["length"] = "P3Y";
    published["effective_from"] = "2022-01-01";
    REQUIRE(story.program("program.published", "2021-01-01", published));
    story.awarded();
    CHECK(cycle(story, "2020-03-06")["ends_on"] == "2022-03-05");
    renew(story, "2021-12-01", "a");
    CHECK(cycle(story, "2022-03-06")["ends_on"] == "2025-03-05");
    CHECK(story.standing("2022-03-06")["rules_version"] == 2);
    CHECK(story.standing("2022-03-05")["rules_version"] == 1);
}
