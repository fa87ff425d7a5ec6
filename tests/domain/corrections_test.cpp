#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

Json hours(const std::string& activity, const std::string& on, const Json& credit) {
    return {{"activity", activity}, {"title", "T"}, {"completed_on", on}, {"credit", credit}};
}

Json total(const Story& story, const std::string& as_of) {
    return find(story.standing(as_of)["cycle"]["requirements"], "id", "total")["counted"];
}

}  // namespace

TEST_CASE("a void acts from the date of what it voids", "[corrections]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("cpe.logged", "2021-01-05", hours("a", "2021-01-05", 10)));
    CHECK(total(story, "2021-01-10") == 10);
    REQUIRE(story.tell("entry.voided", "2021-06-01",
                       {{"seq", story.last().value}, {"reason", "wrong person"}}));
    CHECK(total(story, "2021-01-10") == 0);
    CHECK(story.tell("cpe.logged", "2021-06-02", hours("a", "2021-01-05", 3)));
    CHECK(total(story, "2021-01-10") == 3);
}

TEST_CASE("some entries cannot be voided", "[corrections]") {
    Story story;
    story.awarded();
    const auto registered = story.record().all<events::CredentialRegistered>().front().seq.value;
    const auto refused = [&](std::uint64_t seq) {
        const auto told = story.tell("entry.voided", "2021-06-01", {{"seq", seq}, {"reason", "r"}});
        return !told && told.error().code == ErrorCode::not_voidable &&
               told.error().pointer == "/data/seq";
    };
    CHECK(refused(registered));
    CHECK(refused(0));     // another stream's
    CHECK(refused(9999));  // nobody's
    REQUIRE(story.tell("practice_exam.taken", "2020-02-01", Json::object()));
    const auto seq = story.last().value;
    REQUIRE(story.tell("entry.voided", "2021-06-01", {{"seq", seq}, {"reason", "r"}}));
    CHECK(refused(seq));                 // voided already
    CHECK(refused(story.last().value));  // a void
}

TEST_CASE("an amendment changes what it names from the date of the claim", "[corrections]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("cpe.logged", "2021-01-05", hours("a", "2021-01-05", 10)));
    REQUIRE(story.tell("cpe.amended", "2021-06-01",
                       {{"activity", "a"}, {"credit", 4.5}, {"reason", "half day only"}}));
    CHECK(total(story, "2021-01-10") == 4.5);
    REQUIRE(story.tell("cpe.amended", "2021-06-02",
                       {{"activity", "a"}, {"completed_on", "2021-03-05"}, {"reason", "typo"}}));
    CHECK(total(story, "2021-01-10") == 0);
    CHECK(total(story, "2021-03-05") == 4.5);
    REQUIRE(story.tell("entry.voided", "2021-06-03",
                       {{"seq", story.last().value}, {"reason", "was right before"}}));
    CHECK(total(story, "2021-01-10") == 4.5);
}

TEST_CASE("an amendment is refused for what a claim would be refused for", "[corrections]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("cpe.logged", "2021-01-05", hours("a", "2021-01-05", 10)));
    const auto refused = [&](Json data) {
        data["reason"] = "r";
        return story.tell("cpe.amended", "2021-06-01", data).error();
    };
    CHECK(refused({{"activity", "b"}, {"credit", 1}}).code == ErrorCode::unknown_activity);
    CHECK(refused({{"activity", "a"}, {"category", "none"}}).code == ErrorCode::unknown_category);
    CHECK(refused({{"activity", "a"}, {"completed_on", "2021-06-02"}}).code ==
          ErrorCode::future_date);
    CHECK(refused({{"activity", "a"}}).code == ErrorCode::schema);
}

TEST_CASE("a withdrawn claim is kept and no longer counts", "[corrections]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("cpe.logged", "2021-01-05", hours("a", "2021-01-05", 10)));
    REQUIRE(story.tell("cpe.withdrawn", "2021-06-01", {{"activity", "a"}}));
    const Json activity =
        find(story.standing("2021-01-10")["cycle"]["activities"], "activity", "a");
    CHECK(activity["claimed"] == 10);
    CHECK(activity["eligible"] == 0);
    CHECK(activity["reasons"][0]["code"] == "withdrawn");
    CHECK(story.tell("cpe.withdrawn", "2021-06-02", {{"activity", "a"}}).error().code ==
          ErrorCode::unknown_activity);
    CHECK(story.tell("cpe.logged", "2021-06-02", hours("a", "2021-01-05", 10)).error().code ==
          ErrorCode::activity_exists);
}
