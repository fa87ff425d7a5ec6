#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

// 40 in three calendar years, 10 in each full one and at most 25.
Json yearly() {
    return Story::with_rules(R"({"unit": {"name": "CPE"},
        "cycle": {"length": "P3Y", "anchor": "calendar-year"},
        "requirements": [{"id": "total", "sum": "*", "min": 40},
                         {"id": "yearly", "sum": "*", "min": 10, "per": "year"},
                         {"id": "upkeep", "fee": "annual", "per": "year"}],
        "caps": [{"sum": "*", "max": 25, "per": "year"}],
        "fees": {"annual": {"amount": 4500, "currency": "USD"}}})");
}

Json requirement(const Story& story, const std::string& as_of, const std::string& id) {
    return find(story.standing(as_of)["cycle"]["requirements"], "id", id);
}

}  // namespace

TEST_CASE("a yearly minimum is asked of each full year, not of a shorter one", "[yearly]") {
    Story story{yearly()};
    story.certified("2020-05-08");  // to 2023-12-31: a part of 2020, then three full years
    CHECK(requirement(story, "2020-06-01", "yearly")["met"] == true);
    CHECK(requirement(story, "2021-01-01", "yearly")["met"] == false);
    CHECK(requirement(story, "2021-01-01", "yearly")["year"]["ends_on"] == "2021-12-31");
    story.log("a", "2021-03-01", 10);
    CHECK(requirement(story, "2021-03-01", "yearly")["met"] == true);
    CHECK(requirement(story, "2022-01-01", "yearly")["counted"] == 0);
}

TEST_CASE("a yearly cap cuts within its year", "[yearly]") {
    Story story{yearly()};
    story.certified("2020-05-08");
    story.log("a", "2021-03-01", 20);
    story.log("b", "2021-04-01", 20);
    story.log("c", "2022-03-01", 20);
    const Json activities = story.standing("2022-12-31")["cycle"]["activities"];
    CHECK(find(activities, "activity", "b")["counted"] == 5);
    CHECK(find(activities, "activity", "b")["reasons"][0]["code"] == "cap");
    CHECK(find(activities, "activity", "c")["counted"] == 20);
}

TEST_CASE("a renewal needs every full year, hours and fee", "[yearly]") {
    Story story{yearly()};
    story.certified("2020-05-08");
    for (const std::string year : {"2021", "2022", "2023"}) {
        story.log("a" + year, year + "-03-01", 14);
        if (year != "2023") story.pay(year + "-05-01", 4500, "annual");
    }
    CHECK(story.standing("2023-12-31")["cycle"]["number"] == 1);
    const auto types = story.pay("2023-11-01", 4500, "annual");
    CHECK(types == std::vector<std::string>{"fee.paid", "credential.renewed"});
    CHECK(story.standing("2024-01-01")["cycle"]["number"] == 2);
}

TEST_CASE("a yearly fee of no stated amount is flagged once something was paid", "[yearly]") {
    Json document = yearly();
    document["rules"].erase("fees");
    Story story{document};
    story.certified("2020-05-08");
    CHECK(requirement(story, "2020-06-01", "upkeep")["met"] == true);
    CHECK(story.standing("2020-06-01")["flags"].empty());
    story.pay("2021-02-01", 100, "annual");
    CHECK(find(story.standing("2021-02-01")["flags"], "code", "amount-unstated")["detail"] !=
          nullptr);
}
