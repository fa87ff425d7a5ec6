#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using projections::CredentialRecord;
using testing::find;
using testing::Story;

namespace {

bool flagged(const Story& story, const std::string& as_of, const std::string& code) {
    return find(story.standing(as_of)["flags"], "code", code).is_object();
}

void renewed(Story& story) {
    story.awarded();
    REQUIRE(story.tell(
        "cpe.logged", "2021-01-05",
        {{"activity", "a"}, {"title", "T"}, {"completed_on", "2021-01-05"}, {"credit", 24}}));
    const auto told =
        story.tell("fee.paid", "2021-12-01",
                   {{"kind", "renewal"}, {"money", {{"amount", 100}, {"currency", "USD"}}}});
    REQUIRE(told->back() == "credential.renewed");
}

events::Recorded recorded(const CredentialRecord& record, const char* on,
                          events::CredentialEvent event) {
    events::Recorded recorded{};
    recorded.envelope.seq = {100 + record.version().value};
    recorded.envelope.version = record.version().next();
    recorded.envelope.on = events::parse_date(on).value();
    recorded.envelope.actor = {"system"};
    recorded.event = std::move(event);
    return recorded;
}

// Awarded by an engine that did not ask for the exam.
CredentialRecord awarded_by(std::int64_t engine) {
    CredentialRecord record;
    record.apply(recorded(record, "2020-01-10", events::CredentialRegistered{{"cptm"}, {"ada"}}));
    events::CredentialAwarded award{};
    award.valid_from = events::parse_date("2020-03-06").value();
    award.valid_until = events::parse_date("2022-03-05").value();
    award.cycle = 1;
    award.basis = events::Basis{1, engine, {}, {}};
    record.apply(recorded(record, "2020-03-06", award));
    return record;
}

bool unsupported(const Story& story, const CredentialRecord& record) {
    const auto on = events::parse_date("2021-01-01").value();
    const Json standing = projections::standing_json(record, story.context(), on);
    CHECK(standing["status"] == "active");
    return !find(standing["flags"], "code", "decision-unsupported").is_null();
}

}  // namespace

TEST_CASE("hours reported after the end are flagged and count", "[flags]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("fee.paid", "2022-03-01",
                       {{"kind", "renewal"}, {"money", {{"amount", 1}, {"currency", "USD"}}}}));
    CHECK(story.standing("2022-04-01")["status"] == "lapsed");
    const auto told = story.tell(
        "cpe.logged", "2022-04-01",
        {{"activity", "late"}, {"title", "T"}, {"completed_on", "2022-02-01"}, {"credit", 24}});
    REQUIRE(told);
    CHECK(told->back() == "credential.renewed");
    CHECK(story.standing("2022-04-01")["status"] == "active");
    CHECK(flagged(story, "2022-04-01", "reported-late"));
    CHECK_FALSE(flagged(story, "2022-01-31", "reported-late"));
}

TEST_CASE("a renewal that a refund takes the ground from is flagged, not undone", "[flags]") {
    Story story;
    renewed(story);
    CHECK_FALSE(flagged(story, "2022-06-01", "decision-unsupported"));
    REQUIRE(story.tell("fee.refunded", "2022-01-15",
                       {{"kind", "renewal"},
                        {"reason", "paid twice"},
                        {"cycle", 1},
                        {"money", {{"amount", 100}, {"currency", "USD"}}}}));
    CHECK(flagged(story, "2022-06-01", "decision-unsupported"));
    CHECK_FALSE(flagged(story, "2022-01-14", "decision-unsupported"));
    CHECK(story.standing("2022-06-01")["valid_until"] == "2024-03-05");
}

TEST_CASE("a renewal that rests on voided hours is flagged", "[flags]") {
    Story story;
    renewed(story);
    const auto seq = story.record().all<events::CpeLogged>().front().seq.value;
    REQUIRE(story.tell("entry.voided", "2022-02-01", {{"seq", seq}, {"reason", "not hers"}}));
    CHECK(flagged(story, "2022-06-01", "decision-unsupported"));
    CHECK(story.standing("2022-06-01")["status"] == "active");
}

TEST_CASE("an award is flagged when a step under it is voided", "[flags]") {
    Story story;
    story.awarded();
    const auto seq = story.record().all<events::ModuleCompleted>().front().seq.value;
    REQUIRE(story.tell("entry.voided", "2020-04-01", {{"seq", seq}, {"reason", "wrong person"}}));
    CHECK(flagged(story, "2020-03-06", "decision-unsupported"));
    CHECK(story.standing("2020-04-01")["status"] == "active");
}

TEST_CASE("access later than promised is flagged", "[flags]") {
    Story story;
    story.registered();
    REQUIRE(story.tell("access.granted", "2020-01-13", Json::object()));
    CHECK(flagged(story, "2020-01-13", "access-late"));
    Story in_time;
    in_time.registered();
    REQUIRE(in_time.tell("access.granted", "2020-01-10", Json::object()));
    CHECK_FALSE(flagged(in_time, "2020-01-13", "access-late"));
}

TEST_CASE("a pass accepted before the window moved later is flagged", "[flags]") {
    Story story;
    story.awarded();
    CHECK_FALSE(flagged(story, "2020-04-01", "exam-before-window"));
    REQUIRE(story.program("practicum.rescheduled", "2020-03-07",
                          {{"practicum", "p1"},
                           {"starts_on", "2020-04-06"},
                           {"ends_on", "2020-04-10"},
                           {"reason", "recorded wrongly"}}));
    CHECK(flagged(story, "2020-04-01", "exam-before-window"));
}

TEST_CASE("modules after the practicum are flagged where the gate only warns", "[flags]") {
    Story story;
    story.registered();
    REQUIRE(
        story.tell("practicum.attended", "2020-03-06", {{"practicum", "p1"}, {"complete", true}}));
    CHECK(flagged(story, "2020-03-07", "path-order"));
    Story in_order;
    in_order.awarded();
    CHECK_FALSE(flagged(in_order, "2020-03-07", "path-order"));
}

TEST_CASE("another engine's decision is condemned by its facts, not by the present engine",
          "[flags]") {
    const Story story{
        Story::with_rules(R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"}})")};
    CHECK(unsupported(story, awarded_by(projections::kEngine)));
    CredentialRecord before = awarded_by(projections::kEngine - 1);
    CHECK_FALSE(unsupported(story, before));
    before.apply(recorded(before, "2020-02-01", events::ModuleCompleted{1}));
    CHECK_FALSE(unsupported(story, before));
    before.apply(recorded(before, "2020-06-01", events::EntryVoided{102, {}}));
    CHECK(unsupported(story, before));
}
