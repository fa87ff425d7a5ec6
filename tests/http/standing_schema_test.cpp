// The component schema of a credential is written by hand; these standings are real.
#include <catch2/catch.hpp>

#include "http/openapi.hpp"
#include "support/json_schema.hpp"
#include "support/story.hpp"

using namespace recert;
using events::Json;
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

Json fee(int amount) {
    return {{"kind", "renewal"}, {"money", {{"amount", amount}, {"currency", "USD"}}}};
}

Json hours(const std::string& activity, const std::string& on, const Json& credit) {
    return {{"activity", activity}, {"title", "T"}, {"completed_on", on}, {"credit", credit}};
}

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
    REQUIRE(story.tell("cpe.logged", "2021-01-05", hours("a", "2021-01-05", 23.75)));
    REQUIRE(story.tell("fee.assessed", "2021-06-01",
                       {{"fee", "f1"}, {"kind", "renewal"}, {"due_on", "2022-01-01"}}));
    REQUIRE(story.tell("fee.paid", "2021-06-02", fee(100)));
    REQUIRE(story.tell("cpe.logged", "2021-07-05", hours("b", "2021-07-04", 1)));
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

TEST_CASE("a standing that says more than the document does not follow it", "[openapi]") {
    Story story;
    story.awarded();
    Json standing = story.standing("2021-01-01");
    standing["karma"] = 1;
    CHECK_FALSE(test::violation({{"$ref", "#/components/schemas/Credential"}}, standing,
                                http::make_openapi())
                    .empty());
}
