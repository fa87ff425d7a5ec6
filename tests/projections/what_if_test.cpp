#include "projections/what_if.hpp"

#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using projections::CredentialStatus;
using testing::Story;

namespace {

const char* kRules = R"({"unit": {"name": "CEU"}, "cycle": {"length": "P3Y"},
    "categories": {"training": {}, "work": {}},
    "requirements": [{"id": "total", "sum": "*", "min": 50, "clause": "50 CEUs"}],
    "caps": [{"sum": "training", "max": 25, "clause": "at most 25 from training"}]})";

std::optional<projections::ChangedStanding> ask(const Story& story, const std::string& change,
                                                const std::string& as_of) {
    Json document = Json::parse(kRules);
    document.merge_patch(Json::parse(change));
    auto rules = projections::parse_rules(document, "");
    REQUIRE(rules);
    const auto present = story.context();
    auto changed = present;
    changed.program = present.program->under(std::move(*rules));
    return projections::what_if(story.record(), present, changed,
                                events::parse_date(as_of).value());
}

const projections::Reason* find_reason(const projections::ChangedStanding& standing,
                                       const std::string& code) {
    for (const auto& reason : standing.reasons)
        if (reason.code == code) return &reason;
    return nullptr;
}

Story earner(int training, int work) {
    Story story{Story::with_rules(kRules)};
    story.certified("2020-01-15");
    if (training > 0) story.log("course", "2021-05-01", training, {{"category", "training"}});
    if (work > 0) story.log("job", "2021-06-01", work, {{"category", "work"}});
    return story;
}

}  // namespace

TEST_CASE("a cap removed brings back who lapsed for it, and names its clause", "[what-if]") {
    const Story story = earner(50, 0);
    const auto changed = ask(story, R"({"caps": null})", "2024-06-01");
    REQUIRE(changed);
    CHECK(changed->now ==
          projections::Outcome{CredentialStatus::lapsed, events::parse_date("2023-01-14")});
    CHECK(changed->then ==
          projections::Outcome{CredentialStatus::active, events::parse_date("2026-01-14")});
    REQUIRE(find_reason(*changed, "requirement"));
    CHECK(find_reason(*changed, "requirement")->clause == "50 CEUs");
    CHECK_THAT(find_reason(*changed, "requirement")->detail,
               Catch::Contains("25 of 50") && Catch::Contains("50 of 50"));
    REQUIRE(find_reason(*changed, "cap"));
    CHECK(find_reason(*changed, "cap")->clause == "at most 25 from training");
}

TEST_CASE("a minimum raised takes from who met the old one", "[what-if]") {
    const Story story = earner(25, 25);
    const char* more = R"({"requirements": [{"id": "total", "sum": "*", "min": 60}]})";
    const auto changed = ask(story, more, "2024-06-01");
    REQUIRE(changed);
    CHECK(changed->now.status == CredentialStatus::active);
    CHECK(changed->then.status == CredentialStatus::lapsed);
    CHECK(find_reason(*changed, "requirement"));
    CHECK_FALSE(ask(earner(25, 35), more, "2024-06-01"));
}

TEST_CASE("nobody differs under the same rules, or where the difference changes nothing",
          "[what-if]") {
    const Story story = earner(50, 0);
    CHECK_FALSE(ask(story, "{}", "2024-06-01"));
    CHECK_FALSE(ask(story, R"({"caps": null})", "2021-04-30"));  // before the hours were there
    CHECK_FALSE(ask(earner(20, 10), R"({"caps": null})", "2024-06-01"));
}

TEST_CASE("what the present rules do not support either is none of the new ones' doing",
          "[what-if]") {
    Story story = earner(25, 25);
    const auto seq = story.record().all<events::CpeLogged>().front().seq.value;
    REQUIRE(story.tell("entry.voided", "2022-02-01", {{"seq", seq}, {"reason", "not hers"}}));
    CHECK_FALSE(ask(story, R"({"caps": null})", "2024-06-01"));
}

TEST_CASE("a person's decision stays under any rules", "[what-if]") {
    Story story = earner(10, 10);
    REQUIRE(story.tell("credential.renewed", "2022-12-01",
                       {{"cycle", 2},
                        {"valid_from", "2023-01-15"},
                        {"valid_until", "2026-01-14"},
                        {"satisfied_on", "2022-12-01"},
                        {"reason", "hardship"}}));
    CHECK_FALSE(
        ask(story, R"({"requirements": [{"id": "total", "sum": "*", "min": 90}]})", "2024-06-01"));
}

TEST_CASE("other stages and another path are told as such", "[what-if]") {
    const auto staged = ask(earner(10, 0), R"({"stages": [
        {"after": "P0D", "status": "suspended", "clause": "suspended first", "reinstate": {}},
        {"after": "P5Y", "status": "lapsed"}]})",
                            "2024-06-01");
    REQUIRE(staged);
    CHECK(staged->then.status == CredentialStatus::suspended);
    REQUIRE(find_reason(*staged, "stage"));
    CHECK(find_reason(*staged, "stage")->clause == "suspended first");
    const auto longer = ask(earner(25, 25), R"({"path": {"modules": {"count": 3}}})", "2022-06-01");
    REQUIRE(longer);
    CHECK(longer->then.status == CredentialStatus::candidate);
    CHECK(find_reason(*longer, "path"));
}

TEST_CASE("a longer cycle moves the end of those decided by it", "[what-if]") {
    const Story story = earner(50, 0);
    const auto changed = ask(story, R"({"caps": null, "cycle": {"length": "P4Y"}})", "2024-06-01");
    REQUIRE(changed);
    CHECK(changed->then.valid_until == events::parse_date("2027-01-14"));
}
