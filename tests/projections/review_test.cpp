#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

Json reviewed(const std::string& review) {
    return Story::with_rules(R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
        "requirements": [{"id": "total", "sum": "*", "min": 4}], "review": ")" +
                             review + R"("})");
}

Json activity(const Story& story, const std::string& as_of, const std::string& id) {
    return find(story.standing(as_of)["cycle"]["activities"], "activity", id);
}

}  // namespace

TEST_CASE("where all claims are reviewed, one counts once it is approved", "[review]") {
    Story story{reviewed("all")};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 4);
    CHECK(activity(story, "2020-02-01", "a")["eligible"] == 0);
    CHECK(activity(story, "2020-02-01", "a")["reasons"][0]["code"] == "not-yet-approved");
    const auto told = story.tell("cpe.approved", "2020-03-01", {{"activity", "a"}});
    REQUIRE(told);
    CHECK(told->back() == "credential.renewed");
    CHECK(activity(story, "2020-02-29", "a")["counted"] == 0);
    CHECK(activity(story, "2020-03-01", "a")["counted"] == 4);
}

TEST_CASE("review may allow less than was claimed, and an amendment asks for it anew", "[review]") {
    Story story{reviewed("all")};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 3);
    REQUIRE(story.tell("cpe.approved", "2020-03-01", {{"activity", "a"}, {"credit", 2.5}}));
    CHECK(activity(story, "2020-03-01", "a")["eligible"] == 2.5);
    CHECK(activity(story, "2020-03-01", "a")["reasons"][0]["code"] == "reduced-by-review");
    REQUIRE(story.tell("cpe.amended", "2020-03-02",
                       {{"activity", "a"}, {"credit", 3.5}, {"reason", "miscounted"}}));
    CHECK(activity(story, "2020-03-02", "a")["reasons"][0]["code"] == "not-yet-approved");
}

TEST_CASE("a disallowed claim counts until that day, and a renewal on it is flagged", "[review]") {
    Story story{reviewed("none")};
    story.certified("2020-01-01");
    CHECK(story.log("a", "2020-02-01", 4).back() == "credential.renewed");
    REQUIRE(story.tell("cpe.disallowed", "2020-05-01",
                       {{"activity", "a"}, {"reason", "a sales talk"}, {"clause", "4.2"}}));
    CHECK(activity(story, "2020-04-30", "a")["counted"] == 4);
    const Json after = activity(story, "2020-05-01", "a");
    CHECK(after["counted"] == 0);
    CHECK(after["reasons"][0]["code"] == "disallowed");
    CHECK(after["reasons"][0]["clause"] == "4.2");
    const Json standing = story.standing("2020-05-01");
    CHECK_FALSE(find(standing["flags"], "code", "decision-unsupported").is_null());
    CHECK(standing["valid_until"] == "2023-12-31");
}

TEST_CASE("a sampled cycle waits for its audit to be closed", "[review]") {
    Story story{reviewed("sampled")};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 3);
    CHECK(activity(story, "2020-02-01", "a")["counted"] == 3);
    REQUIRE(story.tell("audit.selected", "2020-03-01",
                       {{"audit", "x"}, {"cycle", 1}, {"respond_by", "2020-04-01"}}));
    const Json under = story.standing("2020-03-01");
    CHECK(find(under["cycle"]["activities"], "activity", "a")["counted"] == 0);
    CHECK(find(under["deadlines"], "what", "audit-response")["on"] == "2020-04-01");
    REQUIRE(
        story.tell("audit.responded", "2020-03-20", {{"audit", "x"}, {"evidence", Json::array()}}));
    CHECK(find(story.standing("2020-03-20")["deadlines"], "what", "audit-response").is_null());
    REQUIRE(story.tell("audit.closed", "2020-05-01",
                       {{"audit", "x"}, {"result", "accepted"}, {"findings", Json::array()}}));
    CHECK(activity(story, "2020-05-01", "a")["counted"] == 3);
}

TEST_CASE("a requirement of approved providers counts theirs alone", "[review]") {
    Story story{Story::with_rules(R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
        "categories": {"ethics": {}, "general": {}},
        "requirements": [{"id": "total", "sum": "*", "min": 30},
                         {"id": "ethics", "sum": "ethics", "min": 2, "providers": "approved"}]})")};
    REQUIRE(story.program("provider.approved", "2020-01-05",
                          {{"provider", "good"}, {"name", "Good"}, {"until", "2020-12-31"}}));
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 1, {{"category", "ethics"}, {"provider", "good"}});
    story.log("b", "2020-02-02", 1, {{"category", "ethics"}, {"provider", "other"}});
    story.log("c", "2021-01-01", 1, {{"category", "ethics"}, {"provider", "good"}});
    const Json cycle = story.standing("2021-02-01")["cycle"];
    CHECK(find(cycle["requirements"], "id", "total")["counted"] == 3);
    CHECK(find(cycle["requirements"], "id", "ethics")["counted"] == 1);
    CHECK(find(cycle["activities"], "activity", "b")["reasons"][0]["code"] ==
          "provider-not-approved");
    CHECK(find(cycle["activities"], "activity", "a")["reasons"].empty());
}

TEST_CASE("an attestation is signed for each cycle", "[review]") {
    Story story{Story::with_rules(R"({"unit": {"name": "hour"}, "cycle": {"length": "P1Y"},
        "requirements": [{"id": "total", "sum": "*", "min": 1},
                         {"id": "code", "attestation": "code-of-ethics"}]})")};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 1);
    CHECK(story.standing("2020-02-01")["missing"] ==
          Json::array({"the attestation code-of-ethics"}));
    const auto signed_on = [&](const std::string& on) {
        return story.tell(
            "attestation.signed", on,
            {{"attestation", "code-of-ethics"}, {"text_sha256", std::string(64, 'a')}});
    };
    CHECK(signed_on("2020-03-01")->back() == "credential.renewed");
    story.log("b", "2021-02-01", 1);
    CHECK(find(story.standing("2021-02-01")["cycle"]["requirements"], "id", "code")["met"] ==
          false);
}
