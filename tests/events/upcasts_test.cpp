#include "events/upcasts.hpp"

#include <catch2/catch.hpp>

#include "samples.hpp"

namespace recert::events {
namespace {

// The entry of a renewal as this schema wrote it, with `change` merged into its data.
Json renewal(unsigned schema, std::string_view change) {
    const auto recorded = samples::recorded(samples::event_of(samples::of("credential.renewed")));
    Json entry = parse(encode(recorded).value()).value();
    entry["schema"] = schema;
    entry["data"].merge_patch(parse(change).value());
    return entry;
}

Date satisfied_on(const Json& entry) {
    const auto recorded = decode(canonical(entry)).value();
    const auto& event = std::get<CredentialEvent>(recorded.event);
    return std::get<CredentialRenewed>(event).satisfied_on;
}

TEST_CASE("a renewal of schema 1 was satisfied on the day it took effect, unless it says when",
          "[events]") {
    CHECK(satisfied_on(renewal(1, R"({"satisfied_on": null})")) == parse_date("2026-05-02"));
    CHECK(satisfied_on(renewal(1, "{}")) == parse_date("2026-03-01"));
    CHECK(satisfied_on(renewal(2, "{}")) == parse_date("2026-03-01"));
}

TEST_CASE("a renewal of schema 2 says when it was satisfied", "[events]") {
    const auto recorded = decode(canonical(renewal(2, R"({"satisfied_on": null})")));
    REQUIRE_FALSE(recorded);
    CHECK(recorded.error().code == ErrorCode::corrupt);
    CHECK_THAT(recorded.error().message, Catch::Contains("satisfied_on is missing"));
}

TEST_CASE("an upcast entry tells its current schema, and one of it stays as it is", "[events]") {
    Json old = renewal(1, R"({"satisfied_on": null})");
    REQUIRE(upcast(old));
    CHECK(old["schema"] == 2);
    CHECK(old["data"]["satisfied_on"] == "2026-05-02");
    Json current = old;
    REQUIRE(upcast(current));
    CHECK(current == old);
}

TEST_CASE("a schema newer than this build is corrupt, and said to be newer", "[events]") {
    const auto recorded = decode(canonical(renewal(3, "{}")));
    REQUIRE_FALSE(recorded);
    CHECK(recorded.error().code == ErrorCode::corrupt);
    CHECK(recorded.error().message ==
          "entry 41: schema 3 of credential.renewed is not known here, only up to 2");
}

}  // namespace
}  // namespace recert::events
