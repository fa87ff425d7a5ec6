#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;
using Types = std::vector<std::string>;

namespace {

// 50 in three years, of which training may be half; what CompTIA had, in short.
const char* kCapped = R"({"unit": {"name": "CEU"}, "cycle": {"length": "P3Y"},
    "categories": {"training": {}, "work": {}},
    "requirements": [{"id": "total", "sum": "*", "min": 50, "clause": "50 CEUs"}],
    "caps": [{"sum": "training", "max": 25, "clause": "at most 25 from training"}]})";

Json version(const std::string& effective_from, const std::string& change) {
    Json published = Story::with_rules(kCapped);
    published["effective_from"] = effective_from;
    published["rules"].merge_patch(Json::parse(change));
    return published;
}

const char* kUncapped = R"({"caps": null, "retroactive": true})";

void publish(Story& story, const std::string& on, const std::string& change) {
    REQUIRE(story.program("program.published", on, version(on, change)));
}

Json flag_of(const Story& story, const std::string& as_of, const std::string& code) {
    return find(story.standing(as_of)["flags"], "code", code);
}

Story decertified() {
    Story story{Story::with_rules(kCapped)};
    story.certified("2020-01-15");
    story.log("course", "2021-05-01", 50, {{"category", "training"}});
    return story;
}

}  // namespace

TEST_CASE("retroactive rules judge a cycle that has begun, and others do not", "[retroactive]") {
    const bool retroactive = GENERATE(true, false);
    Story story{Story::with_rules(kCapped)};
    story.certified("2022-01-15");
    story.log("course", "2022-05-01", 40, {{"category", "training"}});
    publish(story, "2023-06-01",
            retroactive ? kUncapped : R"({"caps": null, "retroactive": false})");
    const Json standing = story.standing("2023-06-02");
    CHECK(standing["rules_version"] == (retroactive ? 2 : 1));
    CHECK(find(standing["cycle"]["requirements"], "id", "total")["counted"] ==
          (retroactive ? 40 : 25));
}

TEST_CASE("what is due by retroactive rules after their publication, the service decides",
          "[retroactive]") {
    Story story{Story::with_rules(kCapped)};
    story.certified("2022-01-15");
    story.log("course", "2022-05-01", 49, {{"category", "training"}});
    publish(story, "2023-06-01", kUncapped);
    CHECK(story.log("more", "2023-07-01", 1, {{"category", "training"}}) ==
          Types{"cpe.logged", "credential.renewed"});
    const auto& basis = *story.record().all<events::CredentialRenewed>().front().data.basis;
    CHECK(basis.rules_version == 2);
    CHECK(basis.engine == projections::kEngine);
}

TEST_CASE("what retroactive rules would decide about the time before them is for a person",
          "[retroactive]") {
    Story story = decertified();
    publish(story, "2024-06-01", kUncapped);
    CHECK(story.again().empty());
    CHECK(story.standing("2024-06-02")["status"] == "lapsed");
    CHECK(flag_of(story, "2024-06-02", "decision-held").is_object());
    REQUIRE(story.tell("credential.renewed", "2024-06-03",
                       {{"cycle", 2},
                        {"valid_from", "2023-01-15"},
                        {"valid_until", "2026-01-14"},
                        {"satisfied_on", "2021-05-01"},
                        {"reason", "the cap on training is gone"}}));
    CHECK(story.standing("2024-06-03")["status"] == "active");
    CHECK(flag_of(story, "2024-06-03", "decision-held").is_null());
    CHECK(story.record().all<events::CredentialRenewed>().front().data.basis->rules_version == 2);
}

TEST_CASE("a decision that retroactive rules do not support stays, and is flagged",
          "[retroactive]") {
    Story story{Story::with_rules(kCapped)};
    story.certified("2020-01-15");
    story.log("course", "2021-05-01", 25, {{"category", "training"}});
    REQUIRE(story.log("job", "2021-06-01", 25, {{"category", "work"}}).back() ==
            "credential.renewed");
    publish(story, "2024-06-01",
            R"({"requirements": [{"id": "total", "sum": "*", "min": 60}], "retroactive": true})");
    CHECK(story.again().empty());
    const Json standing = story.standing("2024-06-02");
    CHECK(standing["status"] == "active");
    CHECK(standing["valid_until"] == "2026-01-14");
    const Json flag = find(standing["flags"], "code", "decision-unsupported");
    REQUIRE(flag.is_object());
    CHECK_THAT(flag["detail"].get<std::string>(),
               Catch::Contains("rules version 2") && Catch::Contains("made under version 1"));
}

TEST_CASE("retroactive rules cannot begin after they are published", "[retroactive]") {
    Story story{Story::with_rules(kCapped)};
    const auto refused =
        story.program("program.published", "2024-06-01", version("2024-06-02", kUncapped));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().pointer == "/data/effective_from");
}

TEST_CASE("a later version governs what begins after retroactive rules", "[retroactive]") {
    Story story = decertified();
    publish(story, "2021-06-01", kUncapped);
    publish(story, "2022-06-01", R"({"retroactive": false})");
    const auto judging = [&](const std::string& day) {
        return story.context().program->rules_judging(*events::parse_date(day))->version;
    };
    CHECK(judging("2020-01-15") == 2);
    CHECK(judging("2022-05-31") == 2);
    CHECK(judging("2022-06-01") == 3);
    CHECK(story.context().program->rules_judging(*events::parse_date("2014-12-31")) == nullptr);
}
