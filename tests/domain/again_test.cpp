#include <catch2/catch.hpp>

#include "projections/causes.hpp"
#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::Story;
using Types = std::vector<std::string>;

namespace {

// In the first cycle, with the fee and 12 of the 24 hours.
void half_way(Story& story) {
    story.awarded();
    REQUIRE(story.tell(
        "cpe.logged", "2021-05-02",
        {{"activity", "a"}, {"title", "T"}, {"completed_on", "2021-05-02"}, {"credit", 12}}));
    REQUIRE(story.tell("fee.paid", "2021-12-01",
                       {{"kind", "renewal"}, {"money", {{"amount", 1}, {"currency", "USD"}}}}));
}

Json asking_for(int hours) {
    Json published = Story::built_in("cptm");
    published["rules"]["requirements"][0]["min"] = hours;
    return published;
}

bool touches(events::StreamKind kind, const std::string& type, const Json& data) {
    const auto event = events::parse_event(kind, type, data);
    if (!event) FAIL(event.error().message);
    return projections::may_change_decisions(*event);
}

}  // namespace

TEST_CASE("deciding again is quiet when nothing is due", "[again]") {
    Story story;
    story.registered();
    CHECK(story.again().empty());
    story = Story();
    half_way(story);
    CHECK(story.again().empty());
}

TEST_CASE("new rules make a renewal due, once", "[again]") {
    Story story;
    half_way(story);
    REQUIRE(story.program("program.published", "2026-11-20", asking_for(12)));
    CHECK(story.again() == Types{"credential.renewed"});
    const auto& renewal = story.record().all<events::CredentialRenewed>().front();
    CHECK(renewal.by_service);
    CHECK(renewal.on == events::parse_date("2021-12-01"));
    CHECK(renewal.data.basis->rules_version == 2);
    CHECK(renewal.data.basis->counted.size() == 2);
    CHECK(story.again().empty());
}

TEST_CASE("rules with a shorter path make an award due", "[again]") {
    Story story;
    story.registered();
    for (int module = 1; module <= 10; ++module)
        REQUIRE(story.tell("module.completed", "2020-02-20", {{"module", module}}));
    Json published = Story::built_in("cptm");
    published["rules"]["path"].erase("practicum");
    published["rules"]["path"]["exam"] = nullptr;
    REQUIRE(story.program("program.published", "2026-11-20", published));
    CHECK(story.again() == Types{"credential.awarded"});
    CHECK(story.standing("2020-02-20")["status"] == "active");
    CHECK(story.again().empty());
}

TEST_CASE("a voided decision is not made again by whatever happens elsewhere", "[again]") {
    Story story;
    half_way(story);
    REQUIRE(story.program("program.published", "2026-11-20", asking_for(12)));
    REQUIRE(story.again().size() == 1);
    const auto seq = story.record().all<events::CredentialRenewed>().front().seq.value;
    REQUIRE(story.tell("entry.voided", "2026-11-21", {{"seq", seq}, {"reason", "under review"}}));
    REQUIRE(story.program("program.published", "2026-11-21", asking_for(10)));
    CHECK(story.again().empty());
}

TEST_CASE("what may change decisions elsewhere is told from what may not", "[again]") {
    using events::StreamKind;
    const Json dates = {{"practicum", "p"},
                        {"starts_on", "2026-01-05"},
                        {"ends_on", "2026-01-09"},
                        {"format", "virtual"}};
    CHECK(touches(StreamKind::program, "program.published", asking_for(12)));
    CHECK(
        touches(StreamKind::program, "practicum.cancelled", {{"practicum", "p"}, {"reason", "r"}}));
    CHECK_FALSE(touches(StreamKind::program, "practicum.scheduled", dates));
    CHECK(touches(StreamKind::holder, "holder.updated", {{"birth_month", 4}}));
    CHECK_FALSE(touches(StreamKind::holder, "holder.updated", {{"locale", "de"}}));
    CHECK_FALSE(touches(StreamKind::organization, "organization.updated", {{"name", "N"}}));
    CHECK_FALSE(touches(StreamKind::credential, "exam.passed", Json::object()));
}
