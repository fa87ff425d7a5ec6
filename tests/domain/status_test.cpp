#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

const Json kReason = {{"reason", "why"}};
const Json kNothing = Json::object();

std::string status(const Story& story, const std::string& as_of) {
    return story.standing(as_of)["status"];
}

// A CPTM of 2020-03-06 to 2022-03-05.
struct Cptm : Story {
    Cptm() { awarded(); }
    ErrorCode refusal(const std::string& type, const std::string& at, const Json& data) {
        const auto told = tell(type, at, data);
        REQUIRE_FALSE(told);
        return told.error().code;
    }
};

}  // namespace

TEST_CASE("a suspension lasts from its day to the reinstatement's", "[status]") {
    Cptm story;
    REQUIRE(story.tell("credential.suspended", "2021-01-10", kReason));
    CHECK(status(story, "2021-01-09") == "active");
    CHECK(status(story, "2021-01-10") == "suspended");
    CHECK(story.refusal("credential.suspended", "2021-01-11", kReason) == ErrorCode::status_order);
    REQUIRE(story.tell("credential.reinstated", "2021-03-01", kReason));
    CHECK(status(story, "2021-02-28") == "suspended");
    CHECK(status(story, "2021-03-01") == "active");
    CHECK(story.refusal("credential.reinstated", "2021-03-02", kReason) == ErrorCode::status_order);
}

TEST_CASE("a suspended credential is renewed, a retired one waits until it resumes", "[status]") {
    Cptm story;
    REQUIRE(story.tell("credential.suspended", "2021-01-10", kReason));
    story.log("a", "2021-02-01", 24);
    CHECK(story.pay("2021-02-02").back() == "credential.renewed");
    REQUIRE(story.tell("credential.retired", "2022-06-01", {{"kind", "retired"}}));
    story.log("b", "2022-07-01", 24);
    CHECK(story.pay("2022-07-02").size() == 1);
    CHECK(status(story, "2022-07-02") == "retired");
    CHECK(story.standing("2022-07-02")["missing"].empty());
    const auto resumed = story.tell("credential.resumed", "2023-01-01", kNothing);
    REQUIRE(resumed);
    CHECK(resumed->back() == "credential.renewed");
    CHECK(status(story, "2023-01-01") == "active");
}

TEST_CASE("a lapsed CPTM is reinstated into a cycle that ends when staff say", "[status]") {
    Cptm story;
    CHECK(status(story, "2022-03-06") == "lapsed");
    const auto refused = story.tell("credential.reinstated", "2022-05-01", kReason);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().pointer == "/data/valid_until");
    REQUIRE(story.tell("credential.reinstated", "2022-05-01",
                       {{"reason", "an error of ours"}, {"valid_until", "2024-04-30"}}));
    CHECK(status(story, "2022-04-30") == "lapsed");
    const Json standing = story.standing("2022-05-01");
    CHECK(standing["status"] == "active");
    CHECK(standing["valid_until"] == "2024-04-30");
    CHECK(standing["cycles"][0]["outcome"] == "lapsed");
    CHECK(standing["cycle"]["number"] == 2);
    CHECK(standing["flags"].empty());
    story.log("a", "2023-02-01", 24);
    CHECK(story.pay("2023-02-02").back() == "credential.renewed");
    CHECK(story.standing("2024-05-01")["cycle"]["ends_on"] == "2026-04-30");
}

TEST_CASE("revoked, surrendered and deceased are told from what time does", "[status]") {
    Cptm story;
    REQUIRE(story.tell("credential.revoked", "2021-01-10", kReason));
    CHECK(status(story, "2022-06-01") == "revoked");
    CHECK(story.refusal("credential.retired", "2021-02-01", {{"kind", "retired"}}) ==
          ErrorCode::status_order);
    Cptm gone;
    REQUIRE(gone.tell("credential.surrendered", "2021-01-10", kNothing, "holder:ada"));
    CHECK(status(gone, "2021-01-10") == "surrendered");
    REQUIRE(gone.tell("credential.ended", "2021-05-01", {{"kind", "deceased"}}));
    CHECK(status(gone, "2021-05-01") == "deceased");
    CHECK(gone.refusal("credential.reinstated", "2021-06-01", kReason) == ErrorCode::status_order);
}

TEST_CASE("an extension moves the deadlines of its cycle, not the rhythm", "[status]") {
    Cptm story;
    CHECK(story.refusal("extension.granted", "2021-12-01",
                        {{"until", "2022-03-05"}, {"reason", "ill"}}) == ErrorCode::schema);
    REQUIRE(story.tell("extension.granted", "2021-12-01",
                       {{"until", "2022-06-30"}, {"reason", "ill"}}));
    CHECK(status(story, "2022-06-30") == "active");
    CHECK(status(story, "2022-07-01") == "lapsed");
    CHECK(story.standing("2022-01-01")["cycle"]["extended_until"] == "2022-06-30");
    CHECK(find(story.standing("2022-01-01")["deadlines"], "what", "cycle-end")["on"] ==
          "2022-06-30");
    CHECK(find(story.standing("2021-11-30")["deadlines"], "what", "cycle-end")["on"] ==
          "2022-03-05");
    story.log("a", "2022-05-01", 24);
    CHECK(story.pay("2022-06-30").back() == "credential.renewed");
    const Json cycle = story.standing("2022-06-30")["cycle"];
    CHECK(cycle["number"] == 2);
    CHECK(cycle["starts_on"] == "2022-03-06");
    CHECK(cycle["ends_on"] == "2024-03-05");
}

TEST_CASE("an extension granted after the end lets back from its own day", "[status]") {
    Cptm story;
    story.log("a", "2022-04-01", 24);
    story.pay("2022-04-02");
    const auto granted =
        story.tell("extension.granted", "2022-05-01", {{"until", "2022-06-30"}, {"reason", "ill"}});
    REQUIRE(granted);
    CHECK(granted->back() == "credential.renewed");
    CHECK(status(story, "2022-04-30") == "lapsed");
    CHECK(status(story, "2022-05-01") == "active");
}

TEST_CASE("a waived requirement is met from that day", "[status]") {
    Cptm story;
    const auto waive = [&](const std::string& requirement, int cycle) {
        return story.tell("requirement.waived", "2021-06-01",
                          {{"requirement", requirement}, {"cycle", cycle}, {"reason", "ill"}});
    };
    CHECK(waive("none", 1).error().code == ErrorCode::unknown_requirement);
    CHECK(waive("total", 2).error().pointer == "/data/cycle");
    story.pay("2021-05-01");
    CHECK(waive("total", 1)->back() == "credential.renewed");
    const Json cycle = story.standing("2021-06-01")["cycle"];
    CHECK(find(cycle["requirements"], "id", "total")["waived"] == true);
    CHECK(find(story.standing("2021-05-31")["cycle"]["requirements"], "id", "total")["met"] ==
          false);
}

TEST_CASE("an audit is selected, answered and closed in this order", "[status]") {
    Cptm story;
    const Json selection = {{"audit", "x"}, {"cycle", 1}, {"respond_by", "2021-06-01"}};
    const Json answer = {{"audit", "x"}, {"evidence", Json::array()}};
    const Json closing = {{"audit", "x"}, {"result", "deficient"}, {"findings", {"no proof"}}};
    CHECK(story.refusal("audit.responded", "2021-05-01", answer) == ErrorCode::unknown_audit);
    REQUIRE(story.tell("audit.selected", "2021-05-01", selection, "auditor:a"));
    CHECK(story.refusal("audit.selected", "2021-05-02", selection) == ErrorCode::already_exists);
    REQUIRE(story.tell("audit.responded", "2021-05-03", answer, "holder:ada"));
    REQUIRE(story.tell("audit.closed", "2021-05-04", closing, "auditor:a"));
    CHECK(story.refusal("audit.closed", "2021-05-05", closing) == ErrorCode::status_order);
}

TEST_CASE("an appeal is decided after it was filed", "[status]") {
    Cptm story;
    const Json appeal = {{"subject", "audit:x"}, {"reason", "was ill"}};
    CHECK(story.refusal("appeal.decided", "2021-05-01", appeal) == ErrorCode::unknown_appeal);
    REQUIRE(story.tell("appeal.filed", "2021-05-01", appeal, "holder:ada"));
    REQUIRE(story.tell("appeal.decided", "2021-05-02", appeal));
    REQUIRE(story.tell("notice.sent", "2021-05-03",
                       {{"notice", "decision"}, {"channel", "email"}, {"for_date", "2021-05-02"}}));
}

TEST_CASE("a retired CPT is a normal thing, and so is one not renewed", "[status]") {
    Story story{Story::built_in("ispi-cpt")};
    story.certified("2017-06-16");  // due 2020-11-15
    CHECK(status(story, "2020-11-15") == "active");
    CHECK(status(story, "2020-11-16") == "lapsed");
    CHECK(story.standing("2020-11-16")["flags"].empty());
    REQUIRE(story.tell("credential.retired", "2020-10-01", {{"kind", "retired"}}));
    CHECK(story.pay("2020-10-02", 10000, "retired").size() == 1);
    CHECK(status(story, "2021-01-01") == "retired");
    CHECK(story.standing("2021-01-01")["missing"].empty());
}
