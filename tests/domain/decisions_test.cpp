#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::Story;
using Types = std::vector<std::string>;

namespace {

Json hours(const std::string& activity, const std::string& on, const Json& credit) {
    return {{"activity", activity}, {"title", "T"}, {"completed_on", on}, {"credit", credit}};
}

Json renewal_fee(int amount = 100) {
    return {{"kind", "renewal"}, {"money", {{"amount", amount}, {"currency", "USD"}}}};
}

}  // namespace

TEST_CASE("the last step makes the award, dated by the latest step", "[decisions]") {
    Story story;
    story.registered();
    for (int module = 1; module <= 9; ++module)
        REQUIRE(story.tell("module.completed", "2020-02-20", {{"module", module}}));
    REQUIRE(
        story.tell("practicum.attended", "2020-03-06", {{"practicum", "p1"}, {"complete", true}}));
    CHECK(*story.tell("exam.passed", "2020-03-07", Json::object()) == Types{"exam.passed"});
    CHECK(*story.tell("module.completed", "2020-03-01", {{"module", 10}}) ==
          Types{"module.completed", "credential.awarded"});
    const auto& award = story.record().all<events::CredentialAwarded>().front();
    CHECK(award.on == events::parse_date("2020-03-07"));
    CHECK(award.by_service);
    CHECK(award.data.valid_until == events::parse_date("2022-03-06"));
    REQUIRE(award.data.basis);
    CHECK(award.data.basis->rules_version == 1);
    CHECK(award.data.basis->requirements == Types{"modules", "practicum", "exam"});
    CHECK(award.data.basis->counted.size() == 12);
    CHECK(award.data.number->size() == std::string{"CPTM-7K3M-9QXR"}.size());
}

TEST_CASE("a practicum attended in part completes nothing", "[decisions]") {
    Story story;
    story.registered();
    for (int module = 1; module <= 10; ++module)
        REQUIRE(story.tell("module.completed", "2020-02-20", {{"module", module}}));
    REQUIRE(story.tell("practicum.attended", "2020-03-06",
                       {{"practicum", "p1"}, {"minutes", 200}, {"complete", false}}));
    CHECK(*story.tell("exam.passed", "2020-03-07", Json::object()) == Types{"exam.passed"});
}

TEST_CASE("the fact that meets the last requirement renews, with what it counted", "[decisions]") {
    Story story;
    story.awarded();
    CHECK(*story.tell("cpe.logged", "2021-05-02", hours("a", "2021-05-02", 24)) ==
          Types{"cpe.logged"});
    CHECK(*story.tell("fee.paid", "2021-12-01", renewal_fee()) ==
          Types{"fee.paid", "credential.renewed"});
    const auto& renewal = story.record().all<events::CredentialRenewed>().front();
    CHECK(renewal.on == events::parse_date("2021-12-01"));
    CHECK(renewal.data.satisfied_on == renewal.on);
    CHECK(renewal.data.cycle == 2);
    CHECK(renewal.data.valid_from == events::parse_date("2022-03-06"));
    CHECK(renewal.data.valid_until == events::parse_date("2024-03-05"));
    CHECK(renewal.data.basis->requirements == Types{"total", "renewal-fee"});
    CHECK(renewal.data.basis->counted.size() == 2);
}

TEST_CASE("one late fact can make several decisions", "[decisions]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("cpe.logged", "2021-05-02", hours("a", "2021-05-02", 24)));
    REQUIRE(story.tell("cpe.logged", "2023-05-02", hours("b", "2023-05-02", 24)));
    REQUIRE(story.tell("fee.paid", "2023-06-01", renewal_fee()));
    CHECK(*story.tell("fee.paid", "2021-12-01", renewal_fee()) ==
          Types{"fee.paid", "credential.renewed", "credential.renewed"});
    CHECK(story.standing("2024-03-06")["cycle"]["number"] == 3);
}

TEST_CASE("hours without the fee, or the fee without the hours, renew nothing", "[decisions]") {
    Story story;
    story.awarded();
    CHECK(story.tell("cpe.logged", "2022-03-05", hours("a", "2022-03-05", 24))->size() == 1);
    CHECK(story.tell("fee.paid", "2022-03-06", renewal_fee())->size() == 1);
    CHECK(story.standing("2022-03-06")["status"] == "lapsed");
}

TEST_CASE("a fee paid and refunded before the hours came renews nothing", "[decisions]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("fee.paid", "2021-01-01", renewal_fee()));
    Json refund = renewal_fee();
    refund["reason"] = "paid twice";
    REQUIRE(story.tell("fee.refunded", "2021-02-01", refund));
    CHECK(story.tell("cpe.logged", "2021-03-01", hours("a", "2021-03-01", 24))->size() == 1);
}

TEST_CASE("a voided decision waits for a person", "[decisions]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("cpe.logged", "2021-05-02", hours("a", "2021-05-02", 24)));
    REQUIRE(story.tell("fee.paid", "2021-12-01", renewal_fee()));
    const auto seq = story.record().all<events::CredentialRenewed>().front().seq.value;
    REQUIRE(story.tell("entry.voided", "2022-01-10", {{"seq", seq}, {"reason", "under review"}}));
    CHECK(story.tell("cpe.logged", "2022-01-11", hours("b", "2022-01-11", 1))->size() == 1);
    CHECK(story.standing("2022-03-06")["status"] == "lapsed");
    Json renewed = {{"cycle", 2},
                    {"valid_from", "2022-03-06"},
                    {"valid_until", "2024-03-05"},
                    {"satisfied_on", "2021-12-01"}};
    CHECK(story.tell("credential.renewed", "2022-02-01", renewed).error().pointer ==
          "/data/reason");
    renewed["reason"] = "review closed";
    REQUIRE(story.tell("credential.renewed", "2022-02-01", renewed));
    CHECK(story.standing("2022-03-06")["status"] == "active");
    CHECK(story.record().all<events::CredentialRenewed>().front().data.basis->counted.size() == 3);
}

TEST_CASE("a person's decision follows the last one", "[decisions]") {
    Story story;
    story.awarded();
    const auto refused = [&](Json data) {
        data["reason"] = "r";
        data["satisfied_on"] = "2022-02-01";
        return story.tell("credential.renewed", "2022-02-01", data).error().pointer;
    };
    CHECK(refused({{"cycle", 3}, {"valid_from", "2022-03-06"}, {"valid_until", "2024-03-05"}}) ==
          "/data/cycle");
    CHECK(refused({{"cycle", 2}, {"valid_from", "2022-03-05"}, {"valid_until", "2024-03-05"}}) ==
          "/data/valid_from");
    const Json award = {
        {"valid_from", "2020-03-06"}, {"valid_until", "2022-03-05"}, {"cycle", 1}, {"reason", "r"}};
    CHECK(story.tell("credential.awarded", "2020-03-06", award).error().code ==
          ErrorCode::already_awarded);
}
