#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

// 50 in three years, of which training may be half.
const Json kCapped = Json::parse(R"({"unit": {"name": "CEU"}, "cycle": {"length": "P3Y"},
    "categories": {"training": {}, "work": {}},
    "requirements": [{"id": "total", "sum": "*", "min": 50, "clause": "50 CEUs"}],
    "caps": [{"sum": "training", "max": 25, "clause": "at most 25 from training"}]})");

Json uncapped() {
    Json rules = kCapped;
    rules.erase("caps");
    return rules;
}

Json published(const Json& rules, const std::string& effective_from) {
    return {{"name", "CE"},
            {"issuer", "A body"},
            {"url", "https://example.org"},
            {"timezone", "America/New_York"},
            {"effective_from", effective_from},
            {"rules", rules}};
}

void certify(RunningService& running, const std::string& id, int training) {
    REQUIRE(running.create("holder/" + id, {{"name", id}, {"email", id + "@example.org"}},
                           "2020-01-02"));
    REQUIRE(running.create("credential/" + id, {{"program", "ce"}, {"holder", id}}, "2020-01-10"));
    const std::string name = "credential/" + id;
    REQUIRE(running.tell(name, "exam.passed", "2020-01-15", Json::object()));
    REQUIRE(running.tell(name, "cpe.logged", "2021-05-01",
                         {{"activity", "course"},
                          {"title", "T"},
                          {"category", "training"},
                          {"completed_on", "2021-05-01"},
                          {"credit", training}}));
}

// Five who lapsed: a, c and e for the cap alone.
void open_with_five(RunningService& running) {
    running.open();
    REQUIRE(running.create("program/ce", published(kCapped, "2015-01-01"), "2019-01-01", kAdmin));
    for (const char* id : {"a", "b", "c", "d", "e"})
        certify(running, id, *id == 'b' || *id == 'd' ? 30 : 50);
}

std::vector<std::string> ids(const service::Page& page) {
    std::vector<std::string> out;
    for (const Json& item : page.items) out.push_back(item["id"]);
    return out;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("other rules show who would change standing, from what to what, and why",
          "[service][what-if]") {
    RunningService running;
    open_with_five(running);
    const auto before = running.size();
    const auto page = running->what_if("ce", {uncapped(), {"2024-06-01", {}}, {}}, kAuditor);
    REQUIRE(page);
    CHECK(ids(*page) == Ids{"a", "c", "e"});
    CHECK_FALSE(page->next);
    const Json& item = page->items[0];
    CHECK(item["now"] == Json{{"status", "lapsed"}, {"valid_until", "2023-01-14"}});
    CHECK(item["then"] == Json{{"status", "active"}, {"valid_until", "2026-01-14"}});
    CHECK(item["reasons"][0]["code"] == "requirement");
    CHECK(item["reasons"][0]["clause"] == "50 CEUs");
    CHECK(item["reasons"][1]["code"] == "cap");
    CHECK(item["reasons"][1]["clause"] == "at most 25 from training");
    CHECK(page->about["totals"].dump() ==
          R"({"changes":[{"count":3,"from":"lapsed","to":"active"}],"differ":3,"judged":5})");
    CHECK(page->about["as_of"] == "2024-06-01");
    CHECK(running.size() == before);
}

TEST_CASE("a cursor goes on after the last credential, with the same rules and times",
          "[service][what-if]") {
    RunningService running;
    open_with_five(running);
    const auto first =
        running->what_if("ce", {uncapped(), {"2024-06-01", {}}, {std::nullopt, 2}}, kStaff);
    REQUIRE(first);
    CHECK(ids(*first) == Ids{"a", "c"});
    REQUIRE(first->next);
    certify(running, "f", 50);
    const auto rest = running->what_if("ce", {uncapped(), {}, {first->next, 2}}, kStaff);
    REQUIRE(rest);
    CHECK(ids(*rest) == Ids{"e"});
    CHECK_FALSE(rest->next);
    CHECK(rest->about["as_of"] == "2024-06-01");
    CHECK(first->about["totals"]["judged"].get<int>() +
              rest->about["totals"]["judged"].get<int>() ==
          5);
    const auto other = running->what_if("ce", {kCapped, {}, {first->next, 2}}, kStaff);
    REQUIRE_FALSE(other);
    CHECK(other.error().pointer == "cursor");
}

TEST_CASE("a what-if is for whoever reads all credentials, about rules that are some",
          "[service][what-if]") {
    RunningService running;
    open_with_five(running);
    const auto refused = [&](const std::string& program, const Json& rules,
                             const service::Principal& who) {
        const auto page = running->what_if(program, {rules, {}, {}}, who);
        REQUIRE_FALSE(page);
        return page.error();
    };
    CHECK(refused("ce", uncapped(), holder("a")).code == ErrorCode::forbidden);
    const service::Principal elsewhere{service::Role::integration, "lms", {}, {"cptm"}};
    CHECK(refused("ce", uncapped(), elsewhere).code == ErrorCode::forbidden);
    CHECK(refused("none", uncapped(), kStaff).code == ErrorCode::not_found);
    Json wrong = uncapped();
    wrong["requirements"][0]["sum"] = "none";
    CHECK(refused("ce", wrong, kStaff).pointer == "/rules/requirements/0/sum");
}

TEST_CASE("retroactive rules are published, and what they decide of the past is a person's",
          "[service][what-if]") {
    RunningService running;
    open_with_five(running);
    Json rules = uncapped();
    rules["retroactive"] = true;
    REQUIRE(running.tell("program/ce", "program.published", "2024-06-01",
                         published(rules, "2024-06-01"), kAdmin));
    CHECK(running.standing("a", "2024-06-02")["status"] == "lapsed");
    const auto held = running->what_if("ce", {rules, {"2024-06-02", {}}, {}}, kStaff);
    REQUIRE(held);
    CHECK(ids(*held) == Ids{"a", "c", "e"});
    REQUIRE(running.tell("credential/a", "credential.renewed", "2024-06-03",
                         {{"cycle", 2},
                          {"valid_from", "2023-01-15"},
                          {"valid_until", "2026-01-14"},
                          {"satisfied_on", "2021-05-01"},
                          {"reason", "the cap on training is gone"}}));
    CHECK(running.standing("a", "2024-06-03")["status"] == "active");
    const auto left = running->what_if("ce", {rules, {"2024-06-03", {}}, {}}, kStaff);
    REQUIRE(left);
    CHECK(ids(*left) == Ids{"c", "e"});
}
