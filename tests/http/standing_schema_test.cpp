// The component schema of a credential is written by hand; these standings are real.
#include <catch2/catch.hpp>

#include "http/openapi.hpp"
#include "support/json_schema.hpp"
#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

std::string violation_on(const Story& story, const std::string& day) {
    static const Json document = http::make_openapi();
    Json standing = story.standing(day);
    standing["id"] = "cptm-000042";  // what the service puts around it
    standing["version"] = story.record().version().value;
    standing["as_of"] = day;
    standing["known_at"] = {{"seq", story.last().value}, {"time", "2026-05-04T09:30:00.000Z"}};
    return test::violation({{"$ref", "#/components/schemas/Credential"}}, standing, document);
}

constexpr const char* kEveryKind = R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
    "categories": {"ethics": {}},
    "requirements": [{"id": "total", "sum": "*", "min": 20},
                     {"id": "yearly", "sum": "*", "min": 5, "per": "year"},
                     {"id": "ethics", "sum": "ethics", "min": 0, "providers": "approved"},
                     {"id": "upkeep", "fee": "annual", "per": "year"},
                     {"id": "code", "attestation": "code"}],
    "caps": [{"sum": "ethics", "max": 20}],
    "carry_over": {"max": 10, "earned_within": "P12M"},
    "windows": {"earn": "P12M", "pay": "P12M"},
    "stages": [{"after": "P0D", "status": "suspended",
                "reinstate": {"fee": "reinstatement", "extra": 2}},
               {"after": "P12M", "status": "lapsed"}],
    "review": "all", "fees": {"annual": {"amount": 4500, "currency": "USD"}}})";

}  // namespace

TEST_CASE("a candidate's standing follows the document", "[openapi]") {
    Story story;
    story.registered();
    CHECK(violation_on(story, "2020-01-10").empty());
    REQUIRE(story.tell("module.completed", "2020-02-01", {{"module", 1}}));
    CHECK(violation_on(story, "2020-02-01").empty());
    CHECK(violation_on(story, "2020-09-07").empty());
}

TEST_CASE("the standings of cycles renewed, open and lapsed follow the document", "[openapi]") {
    Story story;
    story.awarded();
    story.log("a", "2021-01-05", 23.75);
    REQUIRE(story.tell("fee.assessed", "2021-06-01",
                       {{"fee", "f1"}, {"kind", "renewal"}, {"due_on", "2022-01-01"}}));
    story.pay("2021-06-02", 100);
    story.log("b", "2021-07-04", 1);
    REQUIRE(story.tell("fee.refunded", "2021-08-01",
                       {{"kind", "renewal"},
                        {"reason", "r"},
                        {"cycle", 1},
                        {"money", {{"amount", 100}, {"currency", "USD"}}}}));
    for (const char* day : {"2020-03-06", "2021-02-01", "2021-06-01", "2021-07-05", "2021-09-01",
                            "2022-03-06", "2024-03-06", "2030-01-01"}) {
        INFO(day);
        CHECK(violation_on(story, day) == "");
    }
}

TEST_CASE("a standing of extensions and waivers follows the document", "[openapi]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("extension.granted", "2021-12-01",
                       {{"until", "2022-06-30"}, {"reason", "ill"}}));
    REQUIRE(story.tell("requirement.waived", "2021-12-02",
                       {{"requirement", "total"}, {"cycle", 1}, {"reason", "ill"}}));
    const Json cycle = story.standing("2022-05-01")["cycle"];
    REQUIRE(cycle["extended_until"] == "2022-06-30");
    REQUIRE(find(cycle["requirements"], "id", "total")["waived"] == true);
    for (const char* day : {"2022-05-01", "2022-07-01"}) CHECK(violation_on(story, day) == "");
}

TEST_CASE("a standing of every kind of rule follows the document", "[openapi]") {
    Story story{Story::with_rules(kEveryKind)};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 30, {{"category", "ethics"}, {"provider", "unknown"}});
    REQUIRE(story.tell("cpe.approved", "2020-03-01", {{"activity", "a"}, {"credit", 25}}));
    story.log("b", "2020-04-01", 2);
    REQUIRE(story.tell("cpe.disallowed", "2020-05-01", {{"activity", "b"}, {"reason", "a talk"}}));
    REQUIRE(story.tell("attestation.signed", "2020-06-01",
                       {{"attestation", "code"}, {"text_sha256", std::string(64, 'a')}}));
    story.log("c", "2021-02-01", 8.5);
    const Json requirements = story.standing("2020-02-02")["cycle"]["requirements"];
    REQUIRE(find(requirements, "id", "yearly").contains("year"));
    REQUIRE(find(requirements, "id", "code")["attestation"] == "code");
    for (const char* day : {"2020-02-02", "2020-03-02", "2020-04-02", "2020-05-02", "2020-06-02",
                            "2021-02-02", "2022-01-01", "2023-06-01"}) {
        INFO(day);
        CHECK(violation_on(story, day) == "");
    }
    story.pay("2020-12-01", 4500, "annual");
    REQUIRE(story.tell("cpe.approved", "2021-03-01", {{"activity", "c"}}));
    story.pay("2021-12-01", 4500, "annual");
    const Json renewed = story.standing("2022-01-02")["cycle"];
    REQUIRE(renewed["number"] == 2);
    REQUIRE(renewed["carried_in"] == 3.5);
    CHECK(violation_on(story, "2022-01-02") == "");
}

TEST_CASE("a standing that says more than the document does not follow it", "[openapi]") {
    Story story;
    story.awarded();
    Json standing = story.standing("2021-01-01");
    standing["karma"] = 1;
    CHECK_FALSE(test::violation({{"$ref", "#/components/schemas/Credential"}}, standing,
                                http::make_openapi())
                    .empty());
}
