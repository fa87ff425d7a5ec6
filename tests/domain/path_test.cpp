#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::Story;

namespace {

Error refused(const Result<std::vector<std::string>>& told) {
    REQUIRE_FALSE(told);
    return told.error();
}

const Json kNothing = Json::object();

}  // namespace

TEST_CASE("a CPTM registration without a practicum is refused by its clause", "[path]") {
    Story story;
    const auto error = refused(story.tell("credential.registered", "2020-01-10",
                                          {{"program", "cptm"}, {"holder", "ada"}}));
    CHECK(error.code == ErrorCode::practicum_required);
    CHECK(error.pointer == "/data/practicum");
    CHECK_FALSE(error.clause.empty());
}

TEST_CASE("a registration names what exists, under rules that exist", "[path]") {
    Story story;
    const Json data = {{"program", "cptm"}, {"holder", "ada"}, {"practicum", "p9"}};
    CHECK(refused(story.tell("credential.registered", "2020-01-10", data)).code ==
          ErrorCode::unknown_practicum);
    CHECK(refused(story.tell("credential.registered", "2014-12-31", data)).code ==
          ErrorCode::no_rules);
    story.registered();
    CHECK(refused(story.tell("credential.registered", "2020-01-10", data)).code ==
          ErrorCode::already_exists);
}

TEST_CASE("the exam is taken within its window or not at all", "[path]") {
    Story story;
    story.registered();
    CHECK(refused(story.tell("exam.passed", "2020-03-05", kNothing)).code ==
          ErrorCode::exam_window);
    const auto late = refused(story.tell("exam.failed", "2020-09-07", kNothing));
    CHECK(late.code == ErrorCode::exam_window);
    CHECK_FALSE(late.clause.empty());
    REQUIRE(
        story.tell("exam.extended", "2020-09-20", {{"until", "2020-10-15"}, {"reason", "ill"}}));
    CHECK(story.tell("exam.passed", "2020-10-15", kNothing));
    CHECK(refused(story.tell("exam.passed", "2020-10-15", kNothing)).code == ErrorCode::path_order);
}

TEST_CASE("the modules are one to ten", "[path]") {
    Story story;
    story.registered();
    CHECK(refused(story.tell("module.completed", "2020-02-01", {{"module", 11}})).code ==
          ErrorCode::no_such_module);
    CHECK(refused(story.tell("module.completed", "2020-02-01", {{"module", 0}})).code ==
          ErrorCode::schema);
    CHECK(story.tell("module.completed", "2020-02-01", {{"module", 1}}));
    CHECK(story.tell("module.completed", "2020-02-02", {{"module", 1}}));
    CHECK(story.standing("2020-02-03")["path"][0]["done"] == 1);
}

TEST_CASE("only the practicum selected can be attended, missed or changed", "[path]") {
    Story story;
    story.registered();
    REQUIRE(story.program("practicum.scheduled", "2015-01-02",
                          {{"practicum", "p2"},
                           {"starts_on", "2020-06-01"},
                           {"ends_on", "2020-06-05"},
                           {"format", "in-person"}}));
    const Json attended = {{"practicum", "p2"}, {"complete", true}};
    CHECK(refused(story.tell("practicum.attended", "2020-06-05", attended)).code ==
          ErrorCode::practicum_not_selected);
    CHECK(refused(story.tell("practicum.changed", "2020-01-11", {{"from", "p2"}, {"to", "p1"}}))
              .pointer == "/data/from");
    CHECK(refused(story.tell("practicum.changed", "2020-01-11", {{"from", "p1"}, {"to", "p9"}}))
              .pointer == "/data/to");
    REQUIRE(story.tell("practicum.missed", "2020-03-06", {{"practicum", "p1"}}));
    const auto changed =
        story.tell("practicum.changed", "2020-03-07", {{"from", "p1"}, {"to", "p2"}});
    REQUIRE(changed);
    CHECK(*changed == std::vector<std::string>{"practicum.changed", "fee.assessed"});
    CHECK(story.standing("2020-03-07")["fees"][0]["kind"] == "class-change");
    CHECK(story.standing("2020-03-07")["fees"][0]["assessed"].is_null());
    CHECK(story.standing("2020-03-07")["fees"][0]["state"] == "open");
    CHECK(story.tell("practicum.attended", "2020-06-05", attended));
    CHECK(refused(story.tell("practicum.changed", "2020-06-06", {{"from", "p2"}, {"to", "p1"}}))
              .code == ErrorCode::path_order);
}

TEST_CASE("a cancelled practicum leaves room for another selection, without a fee", "[path]") {
    Story story;
    story.registered();
    REQUIRE(story.program("practicum.scheduled", "2015-01-02",
                          {{"practicum", "p2"},
                           {"starts_on", "2020-06-01"},
                           {"ends_on", "2020-06-05"},
                           {"format", "in-person"}}));
    CHECK(refused(story.tell("practicum.selected", "2020-02-01", {{"practicum", "p2"}})).code ==
          ErrorCode::path_order);
    REQUIRE(story.program("practicum.cancelled", "2020-02-01",
                          {{"practicum", "p1"}, {"reason", "too few"}}));
    const auto selected = story.tell("practicum.selected", "2020-02-02", {{"practicum", "p2"}});
    REQUIRE(selected);
    CHECK(selected->size() == 1);
}

TEST_CASE("assessments are no gate and practice exams are optional", "[path]") {
    Story story;
    story.registered();
    CHECK(story.tell("practice_exam.taken", "2020-02-01", kNothing));
    CHECK(story.tell("assessment.taken", "2020-02-01",
                     {{"module", 3}, {"score", 10}, {"passed", false}}));
    CHECK(story.standing("2020-02-01")["path"][0]["done"] == 0);
}
