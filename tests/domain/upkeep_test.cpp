#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::Story;

namespace {

Json claim(Json more) {
    more["activity"] = more.value("activity", "a");
    more["title"] = "T";
    more["completed_on"] = more.value("completed_on", "2021-01-05");
    return more;
}

Json with_rules(Json patch) {
    Json published = Story::built_in("cptm");
    published["rules"].merge_patch(patch);
    return published;
}

}  // namespace

TEST_CASE("an activity has one id in a credential", "[upkeep]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("cpe.logged", "2021-01-05", claim({{"credit", 1}})));
    const auto again = story.tell("cpe.logged", "2021-01-06", claim({{"credit", 1}}));
    CHECK(again.error().code == ErrorCode::activity_exists);
    CHECK(again.error().pointer == "/data/activity");
    CHECK(story
              .tell("cpe.planned", "2021-01-06",
                    {{"activity", "a"}, {"title", "T"}, {"planned_for", "2021-02-01"}})
              .error()
              .code == ErrorCode::activity_exists);
}

TEST_CASE("what is still to come is planned, not logged", "[upkeep]") {
    Story story;
    story.awarded();
    const auto early = story.tell("cpe.logged", "2021-01-04", claim({{"credit", 1}}));
    CHECK(early.error().code == ErrorCode::future_date);
    CHECK(early.error().pointer == "/data/completed_on");
    CHECK(story.tell("cpe.planned", "2021-01-04",
                     {{"activity", "a"}, {"title", "T"}, {"planned_for", "2021-01-05"}}));
    CHECK(story.tell("cpe.logged", "2021-01-05", claim({{"credit", 1}})));
}

TEST_CASE("a category is a leaf of the program", "[upkeep]") {
    Story story{with_rules({{"categories", {{"a", {{"children", {{"b", Json::object()}}}}}}}})};
    story.awarded();
    const auto refused = [&](Json data) {
        return story.tell("cpe.logged", "2021-01-05", claim(std::move(data))).error();
    };
    CHECK(refused({{"credit", 1}, {"category", "a"}}).pointer == "/data/category");
    CHECK(refused({{"credit", 1}, {"category", "c"}}).code == ErrorCode::unknown_category);
    CHECK(refused({{"credit", 1}, {"category", "a.c"}}).code == ErrorCode::unknown_category);
    CHECK(refused({{"parts",
                    {{{"category", "a.b"}, {"credit", 1}}, {{"category", "a"}, {"credit", 1}}}}})
              .pointer == "/data/parts/1/category");
    CHECK(story.tell("cpe.logged", "2021-01-05", claim({{"credit", 1}, {"category", "a.b"}})));
}

TEST_CASE("minutes are refused where the unit has none", "[upkeep]") {
    Story story{with_rules({{"unit", {{"minutes", nullptr}}}})};
    story.awarded();
    const auto told = story.tell("cpe.logged", "2021-01-05", claim({{"minutes", 60}}));
    CHECK(told.error().code == ErrorCode::unit_has_no_minutes);
    CHECK(told.error().pointer == "/data/minutes");
}

TEST_CASE("a payment names a fee that was assessed, of its kind", "[upkeep]") {
    Story story;
    story.awarded();
    const Json money = {{"amount", 100}, {"currency", "USD"}};
    const auto pay = [&](const std::string& fee, const std::string& kind) {
        return story.tell("fee.paid", "2021-01-05",
                          {{"fee", fee}, {"kind", kind}, {"money", money}});
    };
    CHECK(pay("f1", "renewal").error().code == ErrorCode::unknown_fee);
    REQUIRE(story.tell("fee.assessed", "2021-01-04", {{"fee", "f1"}, {"kind", "renewal"}}));
    CHECK(pay("f1", "late").error().pointer == "/data/kind");
    CHECK(pay("f1", "renewal"));
    CHECK(story.tell("fee.assessed", "2021-01-06",
                     {{"fee", "f1"}, {"kind", "renewal"}, {"money", money}}));
    CHECK(story.tell("fee.assessed", "2021-01-06", {{"fee", "f1"}, {"kind", "late"}})
              .error()
              .pointer == "/data/kind");
    CHECK(story.standing("2021-01-06")["fees"][0]["state"] == "paid");
}

TEST_CASE("claims are kept before the award and after the end", "[upkeep]") {
    Story story;
    story.registered();
    CHECK(story.tell("cpe.logged", "2020-02-01",
                     claim({{"completed_on", "2020-02-01"}, {"credit", 1}})));
    CHECK(story.tell("fee.paid", "2020-02-01",
                     {{"kind", "registration"}, {"money", {{"amount", 1}, {"currency", "USD"}}}}));
    CHECK(story.standing("2020-02-01")["fees"][0]["kind"] == "registration");
}
