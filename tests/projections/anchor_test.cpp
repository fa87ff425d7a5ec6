#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

Json anchored(const std::string& anchor, const std::string& length = "P3Y") {
    return Story::with_rules(R"({"unit": {"name": "hour"}, "cycle": {"length": ")" + length +
                             R"(", "anchor": ")" + anchor + R"("},
        "requirements": [{"id": "total", "sum": "*", "min": 1}]})");
}

std::string first_end(const Json& published, const std::string& certified,
                      Json holder = Json::object()) {
    Story story{published, std::move(holder)};
    story.certified(certified);
    return story.standing(certified)["cycle"]["ends_on"];
}

}  // namespace

TEST_CASE("a window's due day is the first on or after the anniversary", "[anchor]") {
    const Json ispi = Story::built_in("ispi-cpt");
    CHECK(first_end(ispi, "2020-06-15") == "2023-06-15");
    CHECK(first_end(ispi, "2020-06-16") == "2023-11-15");
    CHECK(first_end(ispi, "2020-11-15") == "2023-11-15");
    CHECK(first_end(ispi, "2020-11-16") == "2024-06-15");
}

TEST_CASE("a windowed cycle is followed by one that ends in the same window", "[anchor]") {
    Story story{Story::built_in("ispi-cpt")};
    story.certified("2017-11-20");  // due 2021-06-15
    story.log("a", "2020-05-01", 40);
    story.pay("2021-06-15", 17500);
    const Json cycle = story.standing("2021-06-16")["cycle"];
    CHECK(cycle["number"] == 2);
    CHECK(cycle["starts_on"] == "2021-06-16");
    CHECK(cycle["ends_on"] == "2024-06-15");
}

TEST_CASE("other anchors end a cycle with a month, a birth month or a year", "[anchor]") {
    CHECK(first_end(anchored("month-end", "P2Y"), "2024-05-08") == "2026-05-31");
    CHECK(first_end(anchored("calendar-year"), "2024-05-08") == "2027-12-31");
    CHECK(first_end(anchored("birth-month-end"), "2024-06-01", {{"birth_month", 12}}) ==
          "2027-12-31");
    CHECK(first_end(anchored("birth-month-end"), "2021-01-01", {{"birth_month", 1}}) ==
          "2024-01-31");
}

TEST_CASE("an unknown birth month is the anniversary's, and flagged", "[anchor]") {
    Story story{anchored("birth-month-end")};
    story.certified("2020-06-01");
    const Json standing = story.standing("2020-06-01");
    CHECK(standing["cycle"]["ends_on"] == "2023-06-30");
    CHECK_FALSE(find(standing["flags"], "code", "birth-month-unknown").is_null());
}

TEST_CASE("a late renewal keeps the rhythm, or restarts it where the rules say so", "[anchor]") {
    const std::string rules = R"({"unit": {"name": "hour"},
        "cycle": {"length": "P1Y", "late_renewal": ")";
    const std::string rest = R"("}, "windows": {"earn": "P6M"},
        "stages": [{"after": "P6M", "status": "lapsed"}],
        "requirements": [{"id": "total", "sum": "*", "min": 1}]})";
    const auto second_start = [&](const std::string& late_renewal) -> std::string {
        Story story{Story::with_rules(rules + late_renewal + rest)};
        story.certified("2020-01-01");
        story.log("a", "2021-02-10", 1);
        return story.standing("2021-02-10")["cycle"]["starts_on"];
    };
    CHECK(second_start("keep-rhythm") == "2021-01-01");
    CHECK(second_start("restart") == "2021-02-10");
}
