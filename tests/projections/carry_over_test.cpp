#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

// 60 in three years, 35 of them education; what is over from the last year carries, up to 20.
Json carrying(const std::string& more = "") {
    return Story::with_rules(R"({"unit": {"name": "PDU"}, "cycle": {"length": "P3Y"},
        "categories": {"education": {}, "giving": {}},
        "requirements": [{"id": "total", "sum": "*", "min": 60},
                         {"id": "education", "sum": "education", "min": 35}],
        "caps": [{"sum": "giving", "max": 25}],
        "carry_over": {"max": 20, "earned_within": "P12M")" +
                             more + "}}");
}

void log_five_times_twenty(Story& story, const std::string& year) {
    for (int n = 1; n <= 5; ++n)
        story.log("a" + std::to_string(n), year + "-0" + std::to_string(n + 2) + "-01", 20,
                  {{"category", "education"}});
}

}  // namespace

TEST_CASE("surplus earned too early is lost", "[carry-over]") {
    Story story{carrying()};
    story.certified("2020-01-15");
    log_five_times_twenty(story, "2020");
    const Json cycle = story.standing("2023-01-15")["cycle"];
    CHECK(cycle["number"] == 2);
    CHECK(cycle["carried_in"] == 0);
}

TEST_CASE("surplus of the last twelve months is carried, up to the maximum", "[carry-over]") {
    Story story{carrying()};
    story.certified("2020-01-15");
    log_five_times_twenty(story, "2022");
    CHECK(story.standing("2022-12-31")["cycle"]["would_carry"] == 20);
    CHECK(story.standing("2022-12-31")["cycle"]["would_lose"] == 20);
    const Json cycle = story.standing("2023-01-15")["cycle"];
    CHECK(cycle["number"] == 2);
    CHECK(cycle["carried_in"] == 20);
    CHECK(find(cycle["requirements"], "id", "total")["remaining"] == 40);
    CHECK(find(cycle["requirements"], "id", "education")["counted"] == 20);
}

TEST_CASE("what was carried in is not carried again", "[carry-over]") {
    Story story{carrying()};
    story.certified("2017-01-15");
    log_five_times_twenty(story, "2019");
    for (int n = 1; n <= 2; ++n)
        story.log("b" + std::to_string(n), "2022-06-0" + std::to_string(n), 20,
                  {{"category", "education"}});
    const Json standing = story.standing("2023-01-15");
    CHECK(standing["cycle"]["number"] == 3);
    CHECK(standing["cycle"]["carried_in"] == 0);
}

TEST_CASE("a declined carry-over carries nothing", "[carry-over]") {
    Story story{carrying()};
    story.certified("2020-01-15");
    log_five_times_twenty(story, "2022");
    REQUIRE(story.tell("carryover.declined", "2022-12-01", {{"cycle", 1}}));
    CHECK(story.standing("2022-11-30")["cycle"]["would_carry"] == 20);
    CHECK(story.standing("2022-12-01")["cycle"]["would_carry"] == 0);
    CHECK(story.standing("2023-01-15")["cycle"]["carried_in"] == 0);
}

TEST_CASE("surplus can change its category and take in what a cap cut off", "[carry-over]") {
    Story story{carrying(R"(, "into": "education", "capped": true)")};
    story.certified("2020-01-15");
    story.log("e", "2022-02-01", 35, {{"category", "education"}});
    story.log("g", "2022-03-01", 40, {{"category", "giving"}});
    const Json cycle = story.standing("2023-01-15")["cycle"];
    CHECK(cycle["number"] == 2);
    CHECK(cycle["carried_in"] == 15);
    CHECK(find(cycle["requirements"], "id", "education")["counted"] == 15);
}

TEST_CASE("an excluded category carries nothing", "[carry-over]") {
    Story story{carrying(R"(, "exclude": ["education"])")};
    story.certified("2020-01-15");
    log_five_times_twenty(story, "2022");
    CHECK(story.standing("2023-01-15")["cycle"]["carried_in"] == 0);
}

TEST_CASE("what was carried in meets a yearly minimum only where the rules say so",
          "[carry-over]") {
    const bool counts = GENERATE(false, true);
    Story story{
        Story::with_rules(std::string{R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
        "requirements": [{"id": "total", "sum": "*", "min": 10},
                         {"id": "yearly", "sum": "*", "min": 5, "per": "year"}],
        "carry_over": {"max": 10, "counts_for_yearly": )"} +
                          (counts ? "true" : "false") + "}}")};
    story.certified("2020-01-15");
    story.log("a", "2020-02-01", 5);
    story.log("b", "2021-02-01", 15);
    const Json begun = story.standing("2022-01-15")["cycle"];
    CHECK(begun["carried_in"] == 10);
    CHECK(find(begun["requirements"], "id", "total")["met"] == true);
    CHECK(find(begun["requirements"], "id", "yearly")["met"] == counts);
    story.log("c", "2022-02-01", 5);
    CHECK(story.standing("2022-02-01")["cycle"]["would_carry"] == (counts ? 5 : 0));
}
