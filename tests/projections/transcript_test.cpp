// Certificates and transcripts: what is told of cycles that are over.
#include "projections/transcript.hpp"

#include <catch2/catch.hpp>

#include "projections/certification.hpp"
#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

// Renewed once, on 2021-07-04; then ten hours in cycle 2, and one of before the award.
Story renewed() {
    Story story;
    story.awarded();
    story.log("a", "2021-01-05", 20);
    story.pay("2021-06-02");
    story.log("b", "2021-07-04", 5);
    story.log("c", "2022-06-01", 10);
    story.log("early", "2020-02-01", 1);
    return story;
}

Result<Json> transcript(const Story& story, const std::string& day,
                        std::optional<std::int64_t> cycle = {}) {
    return projections::transcript_json(story.record(), story.context(),
                                        events::parse_date(day).value(), cycle);
}

Result<projections::Certification> certification(const Story& story, const std::string& day,
                                                 std::optional<std::int64_t> cycle = {}) {
    return projections::certification(story.record(), story.context(),
                                      events::parse_date(day).value(), cycle);
}

std::vector<std::string> activities_in(const Json& cycle) {
    std::vector<std::string> out;
    for (const Json& each : cycle["activities"]) out.push_back(each["activity"]);
    return out;
}

}  // namespace

TEST_CASE("a transcript has every cycle with its own activities", "[transcript]") {
    const auto told = transcript(renewed(), "2022-07-01");
    REQUIRE(told);
    const Json& cycles = (*told)["cycles"];
    REQUIRE(cycles.size() == 2);
    CHECK(cycles[0]["number"] == 1);
    CHECK(cycles[0]["outcome"] == "renewed");
    CHECK(activities_in(cycles[0]) == std::vector<std::string>{"a", "b"});
    CHECK(find(cycles[0]["requirements"], "id", "total")["counted"] == 25);
    CHECK(find(cycles[0]["requirements"], "id", "total")["met"] == true);
    CHECK(activities_in(cycles[1]) == std::vector<std::string>{"c"});
    CHECK(cycles[1]["outcome"] == "open");
    CHECK(cycles[1]["unit"] == "hour");
    CHECK(cycles[1]["rules_version"] == 1);
    REQUIRE((*told)["outside"].size() == 1);
    CHECK((*told)["outside"][0]["activity"] == "early");
    CHECK((*told)["outside"][0]["reasons"][0]["code"] == "outside-every-cycle");
    CHECK((*told)["program"]["name"] == "Certified Professional in Training Management");
}

TEST_CASE("a transcript has what was paid and what was decided", "[transcript]") {
    const auto told = transcript(renewed(), "2022-07-01");
    REQUIRE(told);
    const Json& fees = (*told)["fees"];
    REQUIRE(fees.size() == 1);
    CHECK(fees[0]["state"] == "paid");
    REQUIRE(fees[0]["entries"].size() == 1);
    CHECK(fees[0]["entries"][0]["type"] == "fee.paid");
    CHECK(fees[0]["entries"][0]["money"]["amount"] == 19900);
    const Json& decisions = (*told)["decisions"];
    REQUIRE(decisions.size() == 2);
    CHECK(decisions[0]["type"] == "credential.awarded");
    CHECK(decisions[0]["by_service"] == true);
    CHECK(decisions[0]["rules_version"] == 1);
    CHECK(decisions[1]["type"] == "credential.renewed");
    CHECK(decisions[1]["satisfied_on"] == "2021-07-04");
    CHECK(decisions[1]["valid_from"] == "2022-03-06");
}

TEST_CASE("a transcript of one cycle is of that alone", "[transcript]") {
    const Story story = renewed();
    const auto first = transcript(story, "2022-07-01", 1);
    REQUIRE(first);
    CHECK((*first)["cycles"].size() == 1);
    CHECK((*first)["cycles"][0]["number"] == 1);
    CHECK((*first)["outside"].empty());
    CHECK((*first)["fees"].size() == 1);
    CHECK((*first)["decisions"].size() == 1);
    const auto second = transcript(story, "2022-07-01", 2);
    REQUIRE(second);
    CHECK((*second)["fees"].empty());
    CHECK(transcript(story, "2022-07-01", 3).error().code == ErrorCode::not_found);
    CHECK(transcript(story, "2021-07-03", 2).error().code == ErrorCode::not_found);
}

TEST_CASE("a candidate has a transcript without cycles, and no certificate", "[transcript]") {
    Story story;
    story.registered();
    const auto told = transcript(story, "2020-02-01");
    REQUIRE(told);
    CHECK((*told)["cycles"].empty());
    CHECK((*told)["number"].is_null());
    CHECK(certification(story, "2020-02-01").error().code == ErrorCode::not_awarded);
}

TEST_CASE("what people made of a credential is among its decisions", "[transcript]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("extension.granted", "2021-12-01",
                       {{"until", "2022-06-30"}, {"reason", "ill"}}));
    REQUIRE(story.tell("credential.suspended", "2021-12-05", {{"reason", "r"}}));
    const auto told = transcript(story, "2022-01-01");
    REQUIRE(told);
    const Json& decisions = (*told)["decisions"];
    REQUIRE(decisions.size() == 3);
    CHECK(decisions[1]["type"] == "extension.granted");
    CHECK(decisions[1]["valid_until"] == "2022-06-30");
    CHECK(decisions[2]["by_service"] == false);
    CHECK((*told)["cycles"][0]["extended_until"] == "2022-06-30");
    const auto certified = certification(story, "2022-01-01");
    REQUIRE(certified);
    CHECK(certified->status == projections::CredentialStatus::suspended);
    CHECK(certified->extended_until == events::parse_date("2022-06-30"));
}

TEST_CASE("a certificate is of the last cycle granted, or the one asked for", "[transcript]") {
    const Story story = renewed();
    const auto before = certification(story, "2021-07-03");
    REQUIRE(before);
    CHECK(before->cycle == 1);
    CHECK_FALSE(before->is_followed);
    const auto early = certification(story, "2021-07-04");
    REQUIRE(early);
    CHECK(early->cycle == 2);
    CHECK(early->certified_on == events::parse_date("2020-03-06"));
    CHECK(early->valid_until == events::parse_date("2024-03-05"));
    CHECK(early->granted_on == events::parse_date("2021-07-04"));
    const auto first = certification(story, "2022-07-01", 1);
    REQUIRE(first);
    CHECK(first->valid_until == events::parse_date("2022-03-05"));
    CHECK(first->is_followed);
    CHECK(certification(story, "2022-07-01", 3).error().code == ErrorCode::not_found);
    CHECK(certification(story, "2024-03-06")->status == projections::CredentialStatus::lapsed);
}
