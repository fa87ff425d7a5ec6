#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using projections::ChangeOutcome;
using testing::Story;

namespace {

events::Date day(const std::string& text) { return events::parse_date(text).value(); }

ChangeOutcome asked(const std::string& on, const std::string& to) {
    const auto rules = projections::parse_rules(Story::built_in("cptm")["rules"], "").value();
    return projections::judge_change(rules, day("2026-11-16"), day(to), day(on)).outcome;
}

}  // namespace

TEST_CASE("a practicum change is free, flagged or costs a fee by its lead time (T2)",
          "[practicum]") {
    CHECK(asked("2026-10-05", "2027-01-11") == ChangeOutcome::free);
    CHECK(asked("2026-10-06", "2027-01-11") == ChangeOutcome::flag);
    CHECK(asked("2026-10-17", "2027-01-11") == ChangeOutcome::flag);
    CHECK(asked("2026-10-18", "2027-01-11") == ChangeOutcome::fee);
    CHECK(asked("2026-11-20", "2027-01-11") == ChangeOutcome::fee);
}

TEST_CASE("a change to an earlier date is free in every zone", "[practicum]") {
    for (const char* on : {"2026-10-01", "2026-10-10", "2026-11-01"})
        CHECK(asked(on, "2026-11-09") == ChangeOutcome::free);
    CHECK(asked("2026-11-01", "2026-11-16") == ChangeOutcome::free);  // the same day is not later
}

TEST_CASE("a rescheduled practicum moves the exam's window from the day it is said",
          "[practicum]") {
    Story story;
    story.registered();
    REQUIRE(story.program("practicum.rescheduled", "2020-02-01",
                          {{"practicum", "p1"},
                           {"starts_on", "2020-04-06"},
                           {"ends_on", "2020-04-10"},
                           {"reason", "storm"}}));
    const auto exam = [&](const std::string& as_of) {
        return testing::find(story.standing(as_of)["path"], "step", "exam");
    };
    CHECK(exam("2020-01-31")["opens_on"] == "2020-03-06");
    CHECK(exam("2020-02-01")["opens_on"] == "2020-04-10");
    CHECK(exam("2020-02-01")["closes_on"] == "2020-10-10");
    CHECK(story.standing("2020-10-10")["status"] == "candidate");
    CHECK(story.standing("2020-10-11")["status"] == "expired-candidate");
}

TEST_CASE("where the assessments are a gate, a module is done when its one is passed", "[path]") {
    Story story{Story::with_rules(R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
        "path": {"modules": {"count": 2, "assessments_gate": true}, "exam": {}},
        "requirements": [{"id": "total", "sum": "*", "min": 1}]})")};
    const auto assessed = [&](const std::string& on, int module, bool passed) {
        return story.tell("assessment.taken", on,
                          {{"module", module}, {"score", 50}, {"passed", passed}});
    };
    story.certified("2020-03-01");
    REQUIRE(story.tell("module.completed", "2020-03-02", {{"module", 1}}));
    REQUIRE(story.tell("module.completed", "2020-03-02", {{"module", 2}}));
    REQUIRE(assessed("2020-03-03", 1, true));
    REQUIRE(assessed("2020-03-04", 2, false));
    CHECK(story.standing("2020-03-04")["path"][0]["done"] == 1);
    REQUIRE(assessed("2020-03-05", 2, true)->back() == "credential.awarded");
    CHECK(story.standing("2020-03-05")["certified_on"] == "2020-03-05");
}
