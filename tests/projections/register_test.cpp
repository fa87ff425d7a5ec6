#include <catch2/catch.hpp>

#include "projections/register.hpp"
#include "support/story.hpp"

using namespace recert;
using testing::Story;

namespace {

// Whatever members there are, they are those of the standing.
void check_short(const events::Json& in_short, const events::Json& standing) {
    for (const auto& [name, value] : in_short.items()) {
        INFO(name);
        if (name == "cycle" && !value.is_null())
            check_short(value, standing["cycle"]);
        else
            REQUIRE(value == standing[name]);
    }
}

void check_timeline(const Story& story, const std::string& first, const std::string& last) {
    const auto line = projections::timeline(story.record(), story.context());
    const auto row = projections::register_row(story.record(), story.context());
    for (auto day = events::parse_date(first).value(); day <= events::parse_date(last).value();
         day += std::chrono::days{1}) {
        const auto standing = story.standing(events::format_date(day));
        auto status = line.front().second;
        for (const auto& [from, then] : line)
            if (from <= day) status = then;
        INFO(events::format_date(day));
        REQUIRE(standing["status"] == events::name_of(status));
        const auto in_short = projections::short_standing(row, day);
        REQUIRE(in_short.size() == 8);
        check_short(in_short, standing);
    }
}

}  // namespace

TEST_CASE("the timeline says for every day what the standing of that day says", "[register]") {
    Story story;
    story.awarded("2020-04-01");
    check_timeline(story, "2020-01-10", "2022-06-01");
    REQUIRE(story.tell(
        "cpe.logged", "2022-05-05",
        {{"activity", "a"}, {"title", "T"}, {"completed_on", "2021-01-05"}, {"credit", 24}}));
    REQUIRE(story.tell("fee.paid", "2021-12-01",
                       {{"kind", "renewal"}, {"money", {{"amount", 1}, {"currency", "USD"}}}}));
    check_timeline(story, "2020-01-10", "2024-06-01");
}

TEST_CASE("the timeline of a candidate follows the exam's window", "[register]") {
    Story story;
    story.registered();
    REQUIRE(story.tell("exam.extended", "2020-10-01",
                       {{"until", "2020-12-31"}, {"reason", "illness"}}));
    check_timeline(story, "2020-01-10", "2021-03-01");
}

TEST_CASE("a row of the register tells what lists ask for", "[register]") {
    Story story;
    story.awarded();
    const auto row = projections::register_row(story.record(), story.context());
    CHECK(row["program"] == "cptm");
    CHECK(row["holder"] == "ada");
    const std::string number = story.standing("2020-03-06")["number"];
    CHECK(row["awards"].dump() == R"([["2020-03-06",")" + number + R"("]])");
    CHECK(row["cycles"].dump() == R"([["2020-03-06",1,"2020-03-06","2022-03-05"]])");
    CHECK(projections::short_standing(row, events::parse_date("2020-01-09").value()).is_null());
    CHECK(row["timeline"].dump() ==
          R"([["2020-01-10","candidate"],["2020-03-06","active"],["2022-03-06","lapsed"]])");
}

TEST_CASE("an event that is said not to change the row does not", "[register]") {
    using events::Json;
    Story story;
    Json row;
    const auto follow = [&](const std::string& type, const std::string& at, const Json& data) {
        const auto before = row;
        REQUIRE(story.tell(type, at, data));
        row = projections::register_row(story.record(), story.context());
        const auto event = events::parse_event(events::StreamKind::credential, type, data);
        const bool may = projections::may_change_row(
            story.record(), std::get<events::CredentialEvent>(event.value()));
        INFO(type);
        CHECK((may || row == before));
    };
    story.registered();
    row = projections::register_row(story.record(), story.context());
    follow("access.granted", "2020-01-11", Json::object());
    follow("practice_exam.taken", "2020-02-01", Json::object());
    follow("practicum.missed", "2020-03-02", {{"practicum", "p1"}});
    follow("module.completed", "2020-02-01", {{"module", 1}});
    follow("assessment.taken", "2020-02-01", {{"module", 1}, {"score", 3}, {"passed", false}});
    follow("practicum.attended", "2020-03-06", {{"practicum", "p1"}, {"complete", true}});
    follow("exam.failed", "2020-04-06", Json::object());
    follow("fee.paid", "2020-04-06",
           {{"kind", "renewal"}, {"money", {{"amount", 1}, {"currency", "USD"}}}});
    follow("cpe.logged", "2020-04-07",
           {{"activity", "a"}, {"title", "T"}, {"completed_on", "2020-04-07"}, {"credit", 24}});
}

TEST_CASE("a row outlives what its program tells of others and of days to come", "[register]") {
    using events::Json;
    Story story;
    story.awarded();
    REQUIRE(story.program("practicum.rescheduled", "2020-02-01",
                          {{"practicum", "p1"},
                           {"starts_on", "2020-03-02"},
                           {"ends_on", "2020-03-06"},
                           {"reason", "another room"}}));
    const auto known = story.last().value;
    const auto row = projections::register_row(story.record(), story.context());
    CHECK(row["practicums"] == Json{"p1"});
    CHECK(row["rules_until"] == "2020-03-06");
    const auto judged_at = story.last();
    const auto outdated = [&] {
        return projections::may_be_outdated(row, judged_at, *story.context().program);
    };
    const auto move = [&](const std::string& practicum) {
        REQUIRE(story.program("practicum.rescheduled", "2026-11-20",
                              {{"practicum", practicum},
                               {"starts_on", "2021-03-01"},
                               {"ends_on", "2021-03-05"},
                               {"reason", "snow"}}));
    };
    CHECK_FALSE(outdated());
    REQUIRE(story.program("practicum.scheduled", "2026-11-20",
                          {{"practicum", "p2"},
                           {"starts_on", "2021-03-01"},
                           {"ends_on", "2021-03-05"},
                           {"format", "virtual"}}));
    move("p2");
    const auto moved = story.last().value;
    Json published = Story::built_in("cptm");
    published["effective_from"] = "2020-03-07";
    REQUIRE(story.program("program.published", "2026-11-20", published));
    const auto take_out = [&](std::uint64_t seq) {
        REQUIRE(story.program("entry.voided", "2026-11-21", {{"seq", seq}, {"reason", "r"}}));
    };
    take_out(moved);
    CHECK_FALSE(outdated());
    SECTION("its own practicum") { move("p1"); }
    SECTION("rules of a day it was judged for") {
        published["effective_from"] = "2020-03-06";
        REQUIRE(story.program("program.published", "2026-11-20", published));
    }
    SECTION("a void of what it rests on") { take_out(known); }
    CHECK(outdated());
}
