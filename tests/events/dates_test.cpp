#include <catch2/catch.hpp>

#include "events/values.hpp"

namespace recert::events {
namespace {

using namespace std::chrono_literals;
namespace chr = std::chrono;

Date day(int year, unsigned month, unsigned day_of_month) {
    return Date{chr::year{year} / chr::month{month} / chr::day{day_of_month}};
}

std::string normal(std::string_view text) {
    const auto instant = parse_instant(text);
    return instant ? format_instant(*instant) : "refused";
}

TEST_CASE("a date is read and written as YYYY-MM-DD", "[events]") {
    REQUIRE(parse_date("2026-05-04") == day(2026, 5, 4));
    REQUIRE(parse_date("1969-12-31") == day(1969, 12, 31));
    for (auto text : {"0000-01-01", "0001-01-01", "0987-06-05", "2026-05-04", "9999-12-31"}) {
        INFO(text);
        REQUIRE(parse_date(text));
        CHECK(format_date(*parse_date(text)) == text);
    }
}

TEST_CASE("a date that the calendar does not have is refused", "[events]") {
    CHECK(parse_date("2024-02-29") == day(2024, 2, 29));
    CHECK(parse_date("2000-02-29") == day(2000, 2, 29));
    for (auto text : {"2026-02-30", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01",
                      "2026-00-10", "2026-01-00", "2026-01-32"}) {
        INFO(text);
        CHECK_FALSE(parse_date(text));
    }
}

TEST_CASE("what is not of a date's form is refused", "[events]") {
    for (auto text : {"", "2026", "2026-5-4", "26-05-04", "2026/05/04", "2026-05-04 ", " 2026-05-4",
                      "+026-05-04", "-026-05-04", "12026-05-04", "2026-05-0x", "2026-05-+4",
                      "20260504", "2026-05-04T00:00:00Z", "２０２６"}) {
        INFO(text);
        CHECK_FALSE(parse_date(text));
    }
}

TEST_CASE("an instant is written in UTC with milliseconds", "[events]") {
    CHECK(parse_instant("2026-05-04T09:30:15.250Z") == day(2026, 5, 4) + 9h + 30min + 15250ms);
    CHECK(normal("2026-05-04T09:30:00Z") == "2026-05-04T09:30:00.000Z");
    CHECK(normal("2026-05-04t09:30:00z") == "2026-05-04T09:30:00.000Z");
    CHECK(normal("1969-12-31T23:59:59.999Z") == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("an instant's offset moves it, across days and years too", "[events]") {
    CHECK(normal("2026-05-04T09:30:00+02:00") == "2026-05-04T07:30:00.000Z");
    CHECK(normal("2026-05-04T09:30:00-00:00") == "2026-05-04T09:30:00.000Z");
    CHECK(normal("2025-12-31T20:00:00-05:30") == "2026-01-01T01:30:00.000Z");
    CHECK(normal("2026-03-01T00:30:00+14:00") == "2026-02-28T10:30:00.000Z");
    CHECK(normal("2026-05-04T09:30:00+23:59") == "2026-05-03T09:31:00.000Z");
}

TEST_CASE("a fraction of a second is cut to milliseconds", "[events]") {
    CHECK(normal("2026-05-04T09:30:00.5Z") == "2026-05-04T09:30:00.500Z");
    CHECK(normal("2026-05-04T09:30:00.05Z") == "2026-05-04T09:30:00.050Z");
    CHECK(normal("2026-05-04T09:30:00.999999999Z") == "2026-05-04T09:30:00.999Z");
    CHECK(normal("2026-05-04T09:30:00.Z") == "refused");
    CHECK(normal("2026-05-04T09:30:00.1234567890Z") == "refused");
    CHECK(normal("2026-05-04T09:30:00,5Z") == "refused");
}

TEST_CASE("a leap second counts as the second before it", "[events]") {
    CHECK(normal("2016-12-31T23:59:60Z") == "2016-12-31T23:59:59.000Z");
    CHECK(normal("2016-12-31T15:59:60.250-08:00") == "2016-12-31T23:59:59.250Z");
    CHECK(normal("2016-12-31T23:59:61Z") == "refused");
}

TEST_CASE("what is not an RFC 3339 instant is refused", "[events]") {
    for (auto text :
         {"", "2026-05-04", "2026-05-04T09:30:00", "2026-05-04 09:30:00Z", "2026-05-04T09:30Z",
          "2026-02-30T09:30:00Z", "2026-05-04T24:00:00Z", "2026-05-04T09:60:00Z",
          "2026-05-04T9:30:00ZZ", "2026-05-04T09:30:00+0200", "2026-05-04T09:30:00+02",
          "2026-05-04T09:30:00+24:00", "2026-05-04T09:30:00+02:60", "2026-05-04T09:30:00Zx",
          "2026-05-04T09:30:00 Z", "2026-05-04T09-30-00Z", "2026-05-04T09:30:0-Z",
          "2026-05-04T09:30:00Z+02:00", "2026-05-04T-9:30:00Z"}) {
        INFO(text);
        CHECK_FALSE(parse_instant(text));
    }
}

TEST_CASE("adding months clamps to the month's end", "[events]") {
    CHECK(add_months(day(2025, 8, 31), 6) == day(2026, 2, 28));
    CHECK(add_months(day(2023, 8, 31), 6) == day(2024, 2, 29));
    CHECK(add_months(day(2024, 2, 29), 24) == day(2026, 2, 28));
    CHECK(add_months(day(2024, 2, 29), 48) == day(2028, 2, 29));
    CHECK(add_months(day(2026, 3, 31), 1) == day(2026, 4, 30));
    CHECK(add_months(day(2026, 5, 4), 0) == day(2026, 5, 4));
    CHECK(add_months(day(2026, 5, 31), 7) == day(2026, 12, 31));
    CHECK(add_months(day(2026, 5, 31), 8) == day(2027, 1, 31));
    CHECK(add_months(day(2026, 3, 31), -1) == day(2026, 2, 28));
    CHECK(add_months(day(2026, 1, 15), -13) == day(2024, 12, 15));
}

TEST_CASE("occurred_at is a plain date or an instant, and keeps its text", "[events]") {
    const auto date = parse_occurred_at("2026-05-04");
    REQUIRE(date);
    CHECK(std::get<Date>(date->when) == day(2026, 5, 4));
    CHECK(date->text == "2026-05-04");

    const auto instant = parse_occurred_at("2026-05-04T00:30:00.0+02:00");
    REQUIRE(instant);
    CHECK(std::get<Instant>(instant->when) == day(2026, 5, 3) + 22h + 30min);
    CHECK(instant->text == "2026-05-04T00:30:00.0+02:00");

    for (auto text : {"", "yesterday", "2026-02-30", "2026-05-04T", "2026-05-04T09:30:00"}) {
        INFO(text);
        CHECK_FALSE(parse_occurred_at(text));
    }
}

TEST_CASE("an instant has a day of four-digit years in every time zone", "[events]") {
    CHECK(normal("0000-01-02T00:00:00Z") == "0000-01-02T00:00:00.000Z");
    CHECK(normal("9999-12-30T23:59:59.999Z") == "9999-12-30T23:59:59.999Z");
    for (auto text : {"0000-01-01T00:00:00+00:01", "0000-01-01T23:59:59Z", "9999-12-31T00:00:00Z",
                      "9999-12-31T23:59:59-00:01", "9999-12-30T23:59:59-00:01"}) {
        INFO(text);
        CHECK_FALSE(parse_instant(text));
        CHECK_FALSE(parse_occurred_at(text));
    }
}

}  // namespace
}  // namespace recert::events
