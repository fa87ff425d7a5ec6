#include "documents/badge.hpp"

#include <catch2/catch.hpp>

#include "documents/nquads.hpp"
#include "support/story.hpp"

using namespace recert;
using events::Json;

namespace {

const documents::BadgeIssuer kIssuer{.url = "https://ledger.example", .log = "recert", .keys = {}};

projections::Badge badge_of(const testing::Story& story, std::optional<std::int64_t> cycle = {}) {
    auto facts = projections::badge_facts(story.record(), story.context(), cycle,
                                          events::parse_date("2022-03-05").value());
    REQUIRE(facts);
    return {.credential = "ada",
            .facts = *facts,
            .valid_from = events::parse_instant("2020-03-06T05:00:00Z").value(),
            .valid_until = events::parse_instant("2022-03-06T04:59:59Z").value(),
            .granted_at = events::parse_instant("2020-03-06T12:00:00Z").value(),
            .name = "Ada \"A\" Lovelace",
            .email = "ada@example.org"};
}

Json credential_of(const projections::Badge& badge) {
    return documents::badge_credential(badge, kIssuer);
}

}  // namespace

TEST_CASE("a badge says what was achieved, by whom and how long", "[badges]") {
    testing::Story story;
    story.awarded();
    const Json credential = credential_of(badge_of(story));
    CHECK(credential["type"].dump() == R"(["VerifiableCredential","OpenBadgeCredential"])");
    CHECK(credential["validFrom"] == "2020-03-06T05:00:00Z");
    CHECK(credential["validUntil"] == "2022-03-06T04:59:59Z");
    CHECK(credential["issuer"]["id"] == "did:web:ledger.example");
    const Json& subject = credential["credentialSubject"];
    CHECK(subject["type"].dump() == R"(["AchievementSubject"])");
    CHECK(subject["licenseNumber"] == story.standing("2020-03-06")["number"]);
    const Json& achievement = subject["achievement"];
    CHECK(achievement["id"] == "https://trainingindustry.com/cptm/#cptm");
    CHECK(achievement["achievementType"] == "Certification");
    const std::string criteria = achievement["criteria"]["narrative"];
    CHECK_THAT(criteria, Catch::StartsWith("To earn it: 10 modules; a practicum, attended to its "
                                           "end; a pass in the exam. To keep it, in each "
                                           "certification period: You will be expected"));
    CHECK_FALSE(achievement.contains("resultDescription"));
    CHECK(documents::canonical_nquads(credential));
}

TEST_CASE("a badge of a renewed cycle tells what was counted for it", "[badges]") {
    testing::Story story;
    story.awarded();
    story.log("a", "2021-05-04", 24.5);
    story.pay("2021-06-01");
    const auto badge = badge_of(story);
    CHECK(badge.facts.cycle == 2);
    CHECK(events::format_date(badge.facts.valid_from) == "2022-03-06");
    const Json credential = credential_of(badge);
    const Json& subject = credential["credentialSubject"];
    REQUIRE(subject["result"].size() == 1);
    CHECK(subject["result"][0]["value"] == "24.5");
    const Json& described = subject["achievement"]["resultDescription"][0];
    CHECK(described["id"] == subject["result"][0]["resultDescription"]);
    CHECK(described["name"] == "24 hours");
    CHECK(described["requiredValue"] == "24");
    CHECK(documents::canonical_nquads(credential));

    const Json first = credential_of(badge_of(story, 1));
    CHECK(first["id"] != credential["id"]);
    CHECK(first["credentialSubject"]["id"] == subject["id"]);
    CHECK(first["credentialSubject"]["achievement"]["id"] == subject["achievement"]["id"]);
    CHECK(first["credentialStatus"] != credential["credentialStatus"]);
}

TEST_CASE("a badge without a name has nothing personal in it", "[badges]") {
    testing::Story story;
    story.awarded();
    auto badge = badge_of(story);
    const Json named = credential_of(badge);
    const Json& identifiers = named["credentialSubject"]["identifier"];
    REQUIRE(identifiers.size() == 2);
    CHECK(identifiers[0]["identityHash"] == "Ada \"A\" Lovelace");
    CHECK(identifiers[1]["hashed"] == true);
    CHECK_THAT(identifiers[1]["identityHash"].get<std::string>(), Catch::StartsWith("sha256$"));
    CHECK(named.dump().find("ada@example.org") == std::string::npos);
    badge.name.reset();
    badge.email.reset();
    const Json unnamed = credential_of(badge);
    CHECK_FALSE(unnamed["credentialSubject"].contains("identifier"));
    CHECK(unnamed["credentialSubject"]["id"] == named["credentialSubject"]["id"]);
    CHECK(unnamed.dump().find("Ada") == std::string::npos);
}

TEST_CASE("an achievement has an id whatever the program says is its page", "[badges]") {
    testing::Story story;
    story.awarded();
    auto badge = badge_of(story);
    for (const char* url : {"", "see our site", "https://a b", "https://example.org/#cptm"}) {
        badge.facts.url = url;
        const Json credential = credential_of(badge);
        const std::string id = credential["credentialSubject"]["achievement"]["id"];
        CHECK_THAT(id, Catch::StartsWith("urn:uuid:"));
        CHECK(documents::canonical_nquads(credential));
    }
    badge.facts.number = "A/B C?";
    const Json evidence = credential_of(badge)["evidence"][0];
    CHECK(evidence["id"] == "https://ledger.example/verify/A%2fB%20C%3f");
}

TEST_CASE("there is no badge of a cycle that was not granted", "[badges]") {
    testing::Story story;
    story.awarded();
    const auto facts = [&](const char* as_of, std::optional<std::int64_t> cycle) {
        return projections::badge_facts(story.record(), story.context(), cycle,
                                        events::parse_date(as_of).value());
    };
    CHECK_FALSE(facts("2020-03-05", {}));
    CHECK(facts("2020-03-06", {}));
    CHECK(facts("2020-03-06", 1));
    CHECK_FALSE(facts("2020-03-06", 2));
}
