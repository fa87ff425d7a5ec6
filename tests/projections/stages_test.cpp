#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

// Suspended for a year, in which a fee and two hours more bring back; then lapsed for good.
Json staged() {
    return Story::with_rules(R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
        "requirements": [{"id": "total", "sum": "*", "min": 4}],
        "windows": {"earn": "P12M", "pay": "P12M"},
        "stages": [{"after": "P0D", "status": "suspended",
                    "reinstate": {"fee": "reinstatement", "extra": 2}},
                   {"after": "P12M", "status": "lapsed"}]})");
}

std::string status(const Story& story, const std::string& as_of) {
    return story.standing(as_of)["status"];
}

}  // namespace

TEST_CASE("an unmet cycle goes through the stages of its rules", "[stages]") {
    Story story{staged()};
    story.certified("2020-01-01");
    CHECK(status(story, "2021-12-31") == "active");
    CHECK(status(story, "2022-01-01") == "suspended");
    CHECK(status(story, "2022-12-31") == "suspended");
    CHECK(status(story, "2023-01-01") == "lapsed");
}

TEST_CASE("a stage that lets back asks for its fee and for more", "[stages]") {
    Story story{staged()};
    story.certified("2020-01-01");
    story.log("a", "2022-02-01", 5);
    const Json cycle = story.standing("2022-02-01")["cycle"];
    CHECK(find(cycle["requirements"], "id", "total")["required"] == 6);
    CHECK(find(cycle["requirements"], "id", "reinstatement-fee")["met"] == false);
    story.log("b", "2022-03-01", 1);
    CHECK(story.pay("2022-03-02", 5000, "reinstatement").back() == "credential.renewed");
    CHECK(status(story, "2022-03-01") == "suspended");
    CHECK(status(story, "2022-03-02") == "active");
    CHECK(story.standing("2022-03-02")["cycle"]["starts_on"] == "2022-01-01");
    CHECK(story.standing("2022-12-01")["flags"].size() == 1);  // the fee's amount is unstated
}

TEST_CASE("what was done in time needs no reinstatement, however late it is known", "[stages]") {
    Story story{staged()};
    story.certified("2020-01-01");
    REQUIRE(story.tell(
        "cpe.logged", "2022-06-01",
        {{"activity", "a"}, {"title", "T"}, {"completed_on", "2021-06-01"}, {"credit", 4}}));
    CHECK(status(story, "2022-01-01") == "active");
}

TEST_CASE("an application window keeps a renewal until it opens", "[stages]") {
    Story story{Story::with_rules(R"({"unit": {"name": "hour"},
        "cycle": {"length": "P3Y", "apply_before_end": "P3M"},
        "requirements": [{"id": "total", "sum": "*", "min": 1}]})")};
    story.today = events::parse_date("2026-05-01").value();
    story.certified("2024-01-10");  // to 2027-01-09
    CHECK(story.log("a", "2024-02-01", 1).size() == 1);
    CHECK(find(story.standing("2026-05-01")["deadlines"], "what", "apply-from")["on"] ==
          "2026-10-10");
    story.today = events::parse_date("2026-10-10").value();
    CHECK(story.log("b", "2026-10-10", 1).back() == "credential.renewed");
    CHECK(story.standing("2026-10-09")["cycles"].size() == 1);
    CHECK(story.standing("2026-10-10")["cycles"].size() == 2);
}

TEST_CASE("with day-after the award's day is active, in cycle 1", "[stages]") {
    Story story{Story::with_rules(R"({"unit": {"name": "hour"},
        "cycle": {"length": "P1Y", "first_day": "day-after"},
        "requirements": [{"id": "total", "sum": "*", "min": 1}]})")};
    story.certified("2020-03-06");
    const Json standing = story.standing("2020-03-06");
    CHECK(standing["status"] == "active");
    CHECK(standing["certified_on"] == "2020-03-06");
    CHECK(standing["cycle"]["number"] == 1);
    CHECK(standing["cycle"]["starts_on"] == "2020-03-07");
    CHECK(standing["cycle"]["ends_on"] == "2021-03-06");
}
