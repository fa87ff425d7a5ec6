#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

// 10 in a year; a course that is taken every three years; 4 of audit by those who audit.
Json conditional(const std::string& more = "") {
    return Story::with_rules(R"({"unit": {"name": "hour", "minutes": 50, "step": 0.5, "least": 1},
        "cycle": {"length": "P1Y"},
        "categories": {"work": {"claimable": true, "children": {"audit": {}}}, "review": {}},
        "requirements": [{"id": "total", "sum": "*", "min": 10},
                         {"id": "review", "sum": "review", "min": 2, "within": "P3Y"},
                         {"id": "audit", "sum": "work.audit", "min": 4,
                          "if": {"attestation": "i-audit"}}])" +
                             more + "}");
}

Json requirement(const Story& story, const std::string& as_of, const std::string& id) {
    return find(story.standing(as_of)["cycle"]["requirements"], "id", id);
}

void attest(Story& story, const std::string& on, Json more = Json::object()) {
    more.update({{"attestation", "i-audit"}, {"text_sha256", std::string(64, 'a')}});
    REQUIRE(story.tell("attestation.signed", on, std::move(more)));
}

std::vector<std::string> work(Story& story, const std::string& on, int credit = 10) {
    return story.log("w" + on, on, credit, {{"category", "work"}});
}

}  // namespace

TEST_CASE("a conditional requirement is there for who attested its condition, for that cycle",
          "[conditional]") {
    Story story{conditional()};
    story.certified("2020-03-01");
    story.log("r", "2020-04-01", 2, {{"category", "review"}});
    CHECK(requirement(story, "2020-04-01", "audit").is_null());
    attest(story, "2020-05-01");
    CHECK(requirement(story, "2020-04-30", "audit").is_null());
    CHECK(requirement(story, "2020-05-01", "audit")["remaining"] == 4);
    CHECK(work(story, "2020-06-01") == std::vector<std::string>{"cpe.logged"});
    CHECK(story.log("a", "2020-07-01", 4, {{"category", "work.audit"}}).back() ==
          "credential.renewed");
    CHECK(requirement(story, "2021-03-01", "audit").is_null());
}

TEST_CASE("what is attested after a renewal does not take it back", "[conditional]") {
    Story story{conditional()};
    story.certified("2020-03-01");
    story.log("r", "2020-04-01", 2, {{"category", "review"}});
    REQUIRE(work(story, "2020-06-01").back() == "credential.renewed");
    attest(story, "2020-07-01", {{"cycle", 1}});
    CHECK(story.standing("2020-08-01")["flags"].empty());
}

TEST_CASE("a course taken in an earlier cycle counts for as long as the rules say",
          "[conditional]") {
    Story story{conditional()};
    story.certified("2020-03-01");
    CHECK(work(story, "2020-03-15") == std::vector<std::string>{"cpe.logged"});
    REQUIRE(story.log("r", "2020-04-01", 2, {{"category", "review"}}).back() ==
            "credential.renewed");
    CHECK(requirement(story, "2021-03-01", "review")["met"] == true);
    REQUIRE(work(story, "2021-06-01").back() == "credential.renewed");
    CHECK(requirement(story, "2022-03-01", "review")["counted"] == 2);
    REQUIRE(work(story, "2022-06-01").back() == "credential.renewed");
    // The fourth cycle ends on 2024-02-29, three years after 2021-03-01.
    CHECK(requirement(story, "2023-03-01", "review")["remaining"] == 2);
    CHECK(work(story, "2023-06-01") == std::vector<std::string>{"cpe.logged"});
}

TEST_CASE("of a course that an earlier cycle gave already, everything is surplus",
          "[conditional]") {
    Story story{conditional(R"(, "carry_over": {"max": 20})")};
    story.certified("2020-03-01");
    story.log("r", "2020-04-01", 2, {{"category", "review"}});
    REQUIRE(work(story, "2020-06-01", 8).back() == "credential.renewed");
    work(story, "2021-06-01");
    story.log("s", "2021-07-01", 3, {{"category", "review"}});
    CHECK(story.standing("2021-07-01")["cycle"]["would_carry"] == 3);
}

TEST_CASE("minutes that make less than the least there is make nothing", "[conditional]") {
    Story story{conditional()};
    story.certified("2020-03-01");
    for (const int minutes : {49, 50, 74, 75, 125}) {
        const std::string id = "m" + std::to_string(minutes);
        REQUIRE(story.tell("cpe.logged", "2020-04-01",
                           {{"activity", id},
                            {"title", "T"},
                            {"completed_on", "2020-04-01"},
                            {"minutes", minutes}}));
    }
    const Json activities = story.standing("2020-04-01")["cycle"]["activities"];
    CHECK(find(activities, "activity", "m49")["claimed"] == 0);
    CHECK(find(activities, "activity", "m50")["claimed"] == 1);
    CHECK(find(activities, "activity", "m74")["claimed"] == 1);
    CHECK(find(activities, "activity", "m75")["claimed"] == 1.5);
    CHECK(find(activities, "activity", "m125")["claimed"] == 2.5);
}

TEST_CASE("a claim may name a divided category only where the rules allow it", "[conditional]") {
    const Json divided = Json::parse(R"({"activity": "a", "title": "T", "category": "work",
                                         "completed_on": "2020-04-01", "credit": 1})");
    Story allowed{conditional()};
    allowed.certified("2020-03-01");
    CHECK(allowed.tell("cpe.logged", "2020-04-01", divided));
    Json document = conditional();
    document["rules"]["categories"]["work"]["claimable"] = false;
    Story refused{document};
    refused.certified("2020-03-01");
    CHECK(refused.tell("cpe.logged", "2020-04-01", divided).error().code ==
          ErrorCode::unknown_category);
}
