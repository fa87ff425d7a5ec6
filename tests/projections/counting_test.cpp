#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

// CPTM's path with categories and nested caps.
Json capped() {
    Json published = Story::built_in("cptm");
    published["rules"]["categories"] = {
        {"education", Json::object()},
        {"giving-back",
         {{"children", {{"working", Json::object()}, {"volunteering", Json::object()}}}}}};
    published["rules"]["caps"] = {{{"sum", "giving-back"}, {"max", 12}, {"clause", "at most 12"}},
                                  {{"sum", "giving-back.working"}, {"max", 4}}};
    published["rules"]["requirements"] = {{{"id", "total"}, {"sum", "*"}, {"min", 24}},
                                          {{"id", "education"}, {"sum", "education"}, {"min", 8}}};
    return published;
}

void log(Story& story, const std::string& activity, const std::string& on, Json more) {
    more["activity"] = activity;
    more["title"] = "T";
    more["completed_on"] = on;
    REQUIRE(story.tell("cpe.logged", on, more));
}

Json activity(const Story& story, const std::string& id) {
    return find(story.standing("2021-12-31")["cycle"]["activities"], "activity", id);
}

}  // namespace

TEST_CASE("a claim is cut to the room under every cap over its category", "[counting]") {
    Story story{capped()};
    story.awarded();
    log(story, "w", "2021-01-05", {{"category", "giving-back.working"}, {"credit", 6}});
    log(story, "v", "2021-01-06", {{"category", "giving-back.volunteering"}, {"credit", 20}});
    log(story, "e", "2021-01-07", {{"category", "education"}, {"credit", 20}});
    CHECK(activity(story, "w")["claimed"] == 6);
    CHECK(activity(story, "w")["eligible"] == 6);
    CHECK(activity(story, "w")["counted"] == 4);
    CHECK(activity(story, "w")["reasons"][0]["code"] == "cap");
    CHECK(activity(story, "v")["counted"] == 8);
    CHECK(activity(story, "v")["reasons"][0]["clause"] == "at most 12");
    CHECK(activity(story, "e")["counted"] == 20);
    CHECK(activity(story, "e")["reasons"].empty());
}

TEST_CASE("facts count by date, whatever the order of arrival", "[counting]") {
    Story story{capped()};
    story.awarded();
    log(story, "later", "2021-03-01", {{"category", "giving-back.working"}, {"credit", 3}});
    log(story, "earlier", "2021-02-01", {{"category", "giving-back.working"}, {"credit", 3}});
    CHECK(activity(story, "earlier")["counted"] == 3);
    CHECK(activity(story, "later")["counted"] == 1);
}

TEST_CASE("a split claim counts part by part", "[counting]") {
    Story story{capped()};
    story.awarded();
    log(story, "s", "2021-01-05",
        {{"parts",
          {{{"category", "education"}, {"credit", 2}},
           {{"category", "giving-back.working"}, {"credit", 5}}}}});
    const Json split = activity(story, "s");
    CHECK(split["claimed"] == 7);
    CHECK(split["counted"] == 6);
    CHECK(split["category"].is_null());
}

TEST_CASE("a claim without a category counts in the total only", "[counting]") {
    Story story{capped()};
    story.awarded();
    log(story, "plain", "2021-01-05", {{"credit", 10}});
    const Json requirements = story.standing("2021-12-31")["cycle"]["requirements"];
    CHECK(find(requirements, "id", "total")["counted"] == 10);
    CHECK(find(requirements, "id", "education")["counted"] == 0);
}

TEST_CASE("minutes are converted down to the step, credit is taken as given", "[counting]") {
    Story story;
    story.awarded();
    log(story, "m74", "2021-01-05", {{"minutes", 74}});
    log(story, "m75", "2021-01-06", {{"minutes", 75}});
    log(story, "m14", "2021-01-07", {{"minutes", 14}});
    log(story, "odd", "2021-01-08", {{"credit", 0.1}});
    CHECK(activity(story, "m74")["claimed"] == 1);
    CHECK(activity(story, "m75")["claimed"] == 1.25);
    CHECK(activity(story, "m14")["claimed"] == 0);
    CHECK(activity(story, "odd")["claimed"] == 0.1);
}

TEST_CASE("a claim outside every cycle is kept, uncounted, with the reason", "[counting]") {
    Story story;
    story.registered();
    log(story, "before", "2020-02-01", {{"credit", 3}});
    for (int module = 1; module <= 10; ++module)
        REQUIRE(story.tell("module.completed", "2020-02-20", {{"module", module}}));
    REQUIRE(
        story.tell("practicum.attended", "2020-03-06", {{"practicum", "p1"}, {"complete", true}}));
    REQUIRE(story.tell("exam.passed", "2020-03-06", Json::object()));
    log(story, "same-day", "2020-03-06", {{"credit", 2}});
    log(story, "after", "2022-03-06", {{"credit", 3}});
    CHECK(activity(story, "before")["counted"] == 0);
    CHECK(activity(story, "before")["reasons"][0]["code"] == "outside-every-cycle");
    CHECK(activity(story, "same-day")["counted"] == 2);
    CHECK(activity(story, "after").is_null());  // not yet completed at the end of 2021
    const Json later = story.standing("2022-04-01")["cycle"]["activities"];
    CHECK(find(later, "activity", "after")["reasons"][0]["code"] == "outside-every-cycle");
}
