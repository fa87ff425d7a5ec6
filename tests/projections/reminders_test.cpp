#include "projections/reminders.hpp"

#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using namespace recert::projections;
using recert::testing::Story;

namespace {

events::Date day(const char* text) { return events::parse_date(text).value(); }

// Due on a day, when everything up to another day was seen to.
std::optional<Reminder> due(const Story& story, const char* after, const char* today) {
    const Standing standing = assess(story.record(), story.context(), day(today));
    return due_reminder(story.record(), standing, day(after), day(today));
}

std::string notice(const Story& story, const char* after, const char* today) {
    const auto reminder = due(story, after, today);
    return reminder ? reminder->notice : "";
}

Story certified(const std::string& reminders = R"(["P180D", "P90D", "P30D", "-P1D"])") {
    Story story(Story::with_rules(R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
        "requirements": [{"id": "total", "sum": "*", "min": 10}], "reminders": )" +
                                  reminders + "}"));
    story.certified("2020-03-06");  // until 2022-03-05
    return story;
}

void sent(Story& story, const std::string& what, const std::string& at, const char* for_date) {
    REQUIRE(story.tell("notice.sent", at,
                       {{"notice", what}, {"channel", "email"}, {"for_date", for_date}}));
}

}  // namespace

TEST_CASE("a reminder is due on its day before the end of the cycle", "[reminders]") {
    const Story story = certified();
    CHECK(notice(story, "2022-02-01", "2022-02-02").empty());
    const auto reminder = due(story, "2022-02-02", "2022-02-03");
    REQUIRE(reminder);
    CHECK(reminder->notice == "renewal-in-30-days");
    CHECK(reminder->what == "cycle-end");
    CHECK(reminder->for_date == day("2022-03-05"));
    CHECK(notice(story, "2022-02-03", "2022-02-04").empty());
}

TEST_CASE("of several days that were missed the last one's reminder stands for all",
          "[reminders]") {
    const Story story = certified();
    CHECK(notice(story, "2021-08-01", "2022-02-13") == "renewal-in-30-days");
    CHECK(notice(story, "2021-08-01", "2021-12-10") == "renewal-in-90-days");
    CHECK(notice(story, "2021-12-05", "2022-02-01").empty());  // what was due before was seen to
}

TEST_CASE("a reminder that was sent is not due again", "[reminders]") {
    Story story = certified();
    sent(story, "renewal-in-30-days", "2022-02-03", "2022-03-05");
    CHECK(notice(story, "2022-02-02", "2022-02-03").empty());
    CHECK(notice(story, "2022-03-05", "2022-03-06") == "renewal-1-day-ago");
    CHECK(is_told(story.record(), "renewal-in-30-days", day("2022-03-05")));
    CHECK_FALSE(is_told(story.record(), "renewal-in-30-days", day("2024-03-05")));
}

TEST_CASE("a period below zero reminds after the end", "[reminders]") {
    const Story story = certified();
    CHECK(notice(story, "2022-03-04", "2022-03-05").empty());
    CHECK(notice(story, "2022-03-05", "2022-03-06") == "renewal-1-day-ago");
    CHECK(due(story, "2022-03-05", "2022-03-06")->for_date == day("2022-03-05"));
}

TEST_CASE("who has met everything, or renewed early, is not reminded", "[reminders]") {
    Story story = certified();
    story.log("a", "2021-05-01", 10);
    for (const auto& [after, today] :
         {std::pair{"2021-08-01", "2022-02-13"}, std::pair{"2022-03-05", "2022-03-06"}})
        CHECK(notice(story, after, today).empty());
    CHECK(notice(story, "2024-02-03", "2024-02-04") == "renewal-in-30-days");  // of the next cycle
}

TEST_CASE("an extension moves the reminders with the end", "[reminders]") {
    Story story = certified();
    REQUIRE(story.tell("extension.granted", "2022-01-10",
                       {{"until", "2022-06-05"}, {"reason", "ill"}}));
    CHECK(notice(story, "2022-02-02", "2022-02-03").empty());
    CHECK(notice(story, "2022-05-05", "2022-05-06") == "renewal-in-30-days");
}

TEST_CASE("whom staff or the holder took out of its course is not reminded", "[reminders]") {
    for (const auto& [type, data] : {std::pair{"credential.revoked", R"({"reason": "r"})"},
                                     std::pair{"credential.surrendered", "{}"},
                                     std::pair{"credential.suspended", R"({"reason": "r"})"},
                                     std::pair{"credential.ended", R"({"kind": "deceased"})"},
                                     std::pair{"credential.retired", R"({"kind": "retired"})"}}) {
        Story story = certified();
        REQUIRE(story.tell(type, "2021-06-01", events::Json::parse(data)));
        INFO(type);
        CHECK(notice(story, "2022-02-02", "2022-02-03").empty());
        CHECK(notice(story, "2022-03-05", "2022-03-06").empty());
    }
}

TEST_CASE("a candidate is reminded of the last day of the exam's window", "[reminders]") {
    Story story;
    story.registered();  // the practicum ends on 2020-03-06, the window on 2020-09-06
    const auto reminder = due(story, "2020-08-06", "2020-08-07");
    REQUIRE(reminder);
    CHECK(reminder->notice == "exam-in-30-days");
    CHECK(reminder->what == "exam-closes");
    CHECK(reminder->for_date == day("2020-09-06"));
    CHECK(notice(story, "2020-09-06", "2020-09-07") == "exam-1-day-ago");
}

TEST_CASE("the name of a notice tells its period", "[reminders]") {
    CHECK(notice(certified(R"(["P0D"])"), "2022-03-04", "2022-03-05") == "renewal-today");
    CHECK(notice(certified(R"(["P1D"])"), "2022-03-03", "2022-03-04") == "renewal-in-1-day");
    CHECK(notice(certified(R"(["P1M"])"), "2022-02-04", "2022-02-05") == "renewal-in-1-month");
    CHECK(notice(certified(R"(["-P2M15D"])"), "2022-05-01", "2022-05-20") ==
          "renewal-2-months-15-days-ago");
}

TEST_CASE("the dates that are reminded of hold whoever is due", "[reminders]") {
    const Story story = certified(R"(["P6M", "P30D", "-P1D"])");
    const auto of = [&](const char* after, const char* today) {
        return dates_reminded_of(*story.context().program, day(after), day(today));
    };
    CHECK(of("2022-02-02", "2022-02-03").contains(day("2022-03-05")));
    CHECK(of("2022-03-05", "2022-03-06").contains(day("2022-03-05")));
    CHECK(of("2022-02-28", "2022-02-28").empty());
    // 31 August less six months is 28 February, and from there only 28 August.
    CHECK(of("2022-02-27", "2022-02-28").contains(day("2022-08-31")));
    CHECK(of("2022-01-01", "2022-02-01").size() < 150);
}
