#include "projections/verification.hpp"

#include <catch2/catch.hpp>

#include "projections/appointments.hpp"
#include "support/story.hpp"

using namespace recert;
using projections::Phase;
using projections::Verdict;
using testing::Story;

namespace {

events::Date day(const std::string& text) { return events::parse_date(text).value(); }

std::string number_of(const Story& story) {
    return *story.record().all<events::CredentialAwarded>().back().data.number;
}

std::optional<projections::Verification> verified(const Story& story, const std::string& on,
                                                  const std::string& today = "2022-01-01") {
    return projections::verification(story.record(), story.context(), number_of(story), day(on),
                                     day(today));
}

}  // namespace

TEST_CASE("a verification says of every day what the standing says", "[verification]") {
    Story story;
    story.awarded("2020-04-01");
    REQUIRE(story.tell("credential.suspended", "2021-02-03", {{"reason", "r"}}));
    REQUIRE(story.tell("credential.reinstated", "2021-03-04", {{"reason", "r"}}));
    std::string status;
    std::string since;
    for (auto on = day("2020-01-10"); on < day("2022-06-01"); on += std::chrono::days{1}) {
        const std::string date = events::format_date(on);
        INFO(date);
        const std::string said = story.standing(date)["status"];
        const auto told = verified(story, date);
        REQUIRE(told);
        if (said != status) since = date;
        status = said;
        if (said == "candidate") {
            CHECK(told->verdict == Verdict::not_yet_certified);
            CHECK_FALSE(told->since);
            CHECK_FALSE(told->shown);
            continue;
        }
        CHECK(events::name_of(told->verdict) == (said == "lapsed" ? "expired" : said));
        CHECK(is_good(told->verdict) == (said == "active"));
        CHECK(told->since == day(since));
        CHECK(told->shown == std::optional<std::size_t>(0));
    }
    CHECK(verified(story, "2019-01-01")->verdict == Verdict::not_yet_certified);
    CHECK_FALSE(projections::verification(story.record(), story.context(), "CPTM-0000-0000",
                                          day("2021-01-01"), day("2021-01-01")));
}

TEST_CASE("a cycle is superseded once the next has begun", "[verification]") {
    Story story;
    story.awarded("2020-04-01");
    story.log("a", "2021-01-05", 24);
    story.pay("2021-12-01");
    const auto phases = [&](const std::string& today) {
        std::vector<Phase> out;
        const auto told = verified(story, "2020-05-01", today);
        for (const auto& each : told->cycles) out.push_back(each.phase);
        return out;
    };
    CHECK(phases("2021-11-30") == std::vector{Phase::current});
    CHECK(phases("2021-12-01") == std::vector{Phase::current, Phase::upcoming});
    CHECK(phases("2022-04-01") == std::vector{Phase::superseded, Phase::current});
    CHECK(phases("2024-04-01") == std::vector{Phase::superseded, Phase::ended});
    const auto later = verified(story, "2022-04-01", "2022-04-01");
    CHECK(later->shown == std::optional<std::size_t>(1));
    CHECK(later->since == day("2020-04-01"));
    CHECK(later->cycles[1].by_service);
}

TEST_CASE("what becomes of a candidate is nobody else's business", "[verification]") {
    Story story;
    story.registered();
    REQUIRE(story.tell("credential.suspended", "2020-02-01", {{"reason", "r"}}));
    REQUIRE(story.tell("credential.awarded", "2020-05-01",
                       {{"valid_from", "2020-05-01"},
                        {"valid_until", "2022-04-30"},
                        {"cycle", 1},
                        {"reason", "r"}}));
    CHECK(verified(story, "2020-03-01")->verdict == Verdict::not_yet_certified);
    CHECK(verified(story, "2020-05-01")->verdict == Verdict::suspended);
    CHECK_FALSE(verified(story, "2020-05-01")->cycles[0].by_service);
}

TEST_CASE("a deadline keeps its name in the calendar for as long as it is the same duty",
          "[appointments]") {
    Story story;
    story.awarded("2020-04-01");
    const auto on = [&](const std::string& date) {
        const auto standing = projections::assess(story.record(), story.context(), day(date));
        return projections::appointments(standing, "CPTM", day(date));
    };
    const auto before = on("2021-01-01");
    REQUIRE(before.size() == 1);
    CHECK(before[0].key == "1.cycle-end");
    CHECK(before[0].on == day("2022-03-31"));
    CHECK(before[0].title == "CPTM: last day of the certification period");
    CHECK_THAT(before[0].text, Catch::StartsWith("Still missing: 24 more hours"));
    CHECK(before[0].reminders.size() ==
          story.context().program->rules_on(day("2021-01-01"))->rules.reminders.size());
    REQUIRE(
        story.tell("extension.granted", "2020-12-01", {{"until", "2022-06-30"}, {"reason", "r"}}));
    REQUIRE(story.tell("fee.assessed", "2020-12-01",
                       {{"fee", "f-1"}, {"kind", "late"}, {"due_on", "2021-02-01"}}));
    const auto after = on("2021-01-01");
    REQUIRE(after.size() == 2);
    CHECK(after[0].key == "1.fee-due.f-1");
    CHECK(after[1].key == "1.cycle-end");
    CHECK(after[1].on == day("2022-06-30"));
}
