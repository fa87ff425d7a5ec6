#include "projections/retention.hpp"

#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using namespace recert::projections;
using events::Json;
using testing::Story;

namespace {

const std::string kFile(64, 'a');
const std::string kOther(64, 'b');
const std::string kNone(64, 'c');

// Two years, three months of grace, evidence kept for six months after the end.
Json program(const std::string& keep = R"("P6M")", const std::string& more = "") {
    return Story::with_rules(R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
        "requirements": [{"id": "total", "sum": "*", "min": 4}],
        "windows": {"evidence_keep": )" +
                             keep + R"(},
        "stages": [{"status": "grace", "after": "P0D"}, {"status": "lapsed", "after": "P3M"}])" +
                             more + "}");
}

events::Date day(const std::string& text) { return events::parse_date(text).value(); }

// Whether what was kept since 2020 is needed on a day.
bool needed(const Story& story, const std::string& file, const std::string& on,
            const std::string& since = "2020-01-01") {
    return is_evidence_needed({evidence_needs(story.record(), story.context(), day(on))}, file,
                              day(since), day(on));
}

}  // namespace

TEST_CASE("evidence is needed to the end of its cycle and as long after it as the rules say",
          "[retention]") {
    Story story{program()};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 4, {{"evidence", Json::array({kFile})}});  // renews: to 2023-12-31
    story.log("b", "2022-02-01", 4, {{"evidence", Json::array({kOther})}});
    CHECK(needed(story, kFile, "2021-12-31"));
    CHECK(needed(story, kFile, "2022-06-30"));
    CHECK_FALSE(needed(story, kFile, "2022-07-01"));
    CHECK(needed(story, kOther, "2022-07-01"));
}

TEST_CASE("evidence of a cycle that may still be renewed is needed, however late it is",
          "[retention]") {
    Story story{program(R"("P0D")")};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 1, {{"evidence", Json::array({kFile})}});
    CHECK(needed(story, kFile, "2022-02-01"));  // in grace
    CHECK_FALSE(needed(story, kFile, "2022-05-01"));
}

TEST_CASE("where the rules state no time, evidence is kept", "[retention]") {
    Story story{program("null")};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 4, {{"evidence", Json::array({kFile})}});
    CHECK(needed(story, kFile, "2040-01-01"));
}

TEST_CASE("what was amended or voided is needed as long as what stands", "[retention]") {
    Story story{program()};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 1, {{"evidence", Json::array({kFile})}});
    const Seq logged = story.last();
    REQUIRE(story.tell("cpe.amended", "2020-03-01",
                       {{"activity", "a"}, {"evidence", Json::array({kOther})}, {"reason", "x"}}));
    REQUIRE(story.tell("entry.voided", "2020-03-02", {{"seq", logged.value}, {"reason", "x"}}));
    for (const std::string& file : {kFile, kOther}) {
        CHECK(needed(story, file, "2021-12-31"));
        CHECK(needed(story, file, "2022-06-30"));
        CHECK_FALSE(needed(story, file, "2022-07-01"));
    }
}

TEST_CASE("an open audit keeps everything, and what answered it to the end of its cycle",
          "[retention]") {
    Story story{program()};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 4, {{"evidence", Json::array({kFile})}});
    REQUIRE(
        story.program("audit.announced", "2022-01-10",
                      {{"audit", "q-1"}, {"population", "program=x"}, {"at_seq", 1}, {"size", 1}}));
    REQUIRE(story.tell("audit.selected", "2022-01-15",
                       {{"audit", "q-1"}, {"cycle", 1}, {"respond_by", "2022-03-01"}}));
    for (const std::string& file : {kFile, kOther, kNone}) CHECK(needed(story, file, "2030-01-01"));
    REQUIRE(story.tell("audit.responded", "2022-02-01",
                       {{"audit", "q-1"}, {"evidence", Json::array({kOther})}}));
    REQUIRE(story.tell("audit.closed", "2022-02-10",
                       {{"audit", "q-1"}, {"result", "accepted"}, {"findings", Json::array()}}));
    CHECK(needed(story, kOther, "2022-06-30"));
    CHECK_FALSE(needed(story, kOther, "2022-07-01"));
    CHECK_FALSE(needed(story, kNone, "2022-06-30"));
}

TEST_CASE("an open appeal keeps everything until it is decided", "[retention]") {
    Story story{program()};
    story.certified("2020-01-01");
    story.log("a", "2020-02-01", 4, {{"evidence", Json::array({kFile})}});
    REQUIRE(story.tell("appeal.filed", "2022-01-15", {{"subject", "audit"}, {"reason", "x"}}));
    CHECK(needed(story, kFile, "2030-01-01"));
    REQUIRE(story.tell("appeal.decided", "2022-02-15", {{"subject", "audit"}, {"reason", "x"}}));
    CHECK_FALSE(needed(story, kFile, "2030-01-01"));
}

TEST_CASE("what no claim names is kept for a while, for one that may come", "[retention]") {
    Story story{program()};
    story.certified("2020-01-01");
    CHECK(needed(story, kNone, "2020-03-01", "2020-02-01"));
    CHECK(needed(story, kNone, "2020-03-02", "2020-02-01"));
    CHECK_FALSE(needed(story, kNone, "2020-03-03", "2020-02-01"));
}

TEST_CASE("a file is needed while any credential needs it", "[retention]") {
    const auto one = [](std::optional<events::Date> until) {
        return EvidenceNeeds{false, {{kFile, until}}};
    };
    const events::Date today = day("2024-05-01");
    CHECK(is_evidence_needed({one(day("2024-01-01")), one(day("2024-05-01"))}, kFile, {}, today));
    CHECK_FALSE(
        is_evidence_needed({one(day("2024-01-01")), one(day("2024-04-30"))}, kFile, {}, today));
    CHECK(is_evidence_needed({one(day("2024-01-01")), one(std::nullopt)}, kFile, {}, today));
}
