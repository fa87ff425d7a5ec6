#include "projections/calendar.hpp"

#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using namespace recert::projections;
using events::Json;
using testing::Story;

namespace {

Json schedule(const std::string& id, const std::string& starts_on, const std::string& ends_on) {
    return {
        {"practicum", id}, {"starts_on", starts_on}, {"ends_on", ends_on}, {"format", "virtual"}};
}

std::vector<std::string> ids(const std::vector<Session>& sessions) {
    std::vector<std::string> out;
    for (const Session& session : sessions) out.push_back(session.practicum.text);
    return out;
}

events::Date day(const std::string& text) { return events::parse_date(text).value(); }

}  // namespace

TEST_CASE("the calendar is in the order of first days, then of ids", "[calendar]") {
    Story story;
    REQUIRE(story.program("practicum.scheduled", "2026-01-01",
                          schedule("b", "2026-11-16", "2026-11-20")));
    REQUIRE(story.program("practicum.scheduled", "2026-01-02",
                          schedule("c", "2026-09-14", "2026-09-18")));
    REQUIRE(story.program("practicum.scheduled", "2026-01-03",
                          schedule("a", "2026-11-16", "2026-11-20")));
    const Context context = story.context();
    CHECK(ids(calendar(*context.program, day("2026-06-01"))) ==
          std::vector<std::string>{"c", "a", "b"});
}

TEST_CASE("a session has its exam's window and the last day of free changes", "[calendar]") {
    Story story;
    Json data = schedule("p", "2026-11-16", "2026-11-20");
    data["capacity"] = 15;
    data["location"] = "Raleigh";
    REQUIRE(story.program("practicum.scheduled", "2026-01-01", data));
    const Context context = story.context();
    const auto sessions = calendar(*context.program, day("2026-06-01"));
    REQUIRE(sessions.size() == 1);
    CHECK(session_json(sessions.front()) == Json::parse(R"({
        "practicum": "p", "starts_on": "2026-11-16", "ends_on": "2026-11-20",
        "format": "virtual", "location": "Raleigh", "capacity": 15, "instructor": null,
        "cancelled": false, "exam": {"opens_on": "2026-11-20", "closes_on": "2027-05-20"},
        "change_free_until": "2026-10-05"})"));
}

TEST_CASE("a session moves and is cancelled from the day that is said", "[calendar]") {
    Story story;
    REQUIRE(story.program("practicum.scheduled", "2026-01-01",
                          schedule("p", "2026-11-16", "2026-11-20")));
    REQUIRE(story.program("practicum.rescheduled", "2026-03-01",
                          {{"practicum", "p"},
                           {"starts_on", "2026-12-07"},
                           {"ends_on", "2026-12-11"},
                           {"reason", "storm"}}));
    REQUIRE(story.program("practicum.cancelled", "2026-05-01",
                          {{"practicum", "p"}, {"reason", "too few"}}));
    const Context context = story.context();
    const auto on = [&](const char* date) {
        return session_json(calendar(*context.program, day(date)).front());
    };
    CHECK(on("2026-02-28")["starts_on"] == "2026-11-16");
    CHECK(on("2026-03-01")["starts_on"] == "2026-12-07");
    CHECK(on("2026-03-01")["exam"]["opens_on"] == "2026-12-11");
    CHECK(on("2026-04-30")["cancelled"] == false);
    CHECK(on("2026-05-01")["cancelled"] == true);
}
