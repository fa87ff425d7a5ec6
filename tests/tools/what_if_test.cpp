#include "tools/what_if.hpp"

#include <catch2/catch.hpp>
#include <deque>

using namespace recert;
using events::Json;
using tools::WhatIfTotals;

namespace {

// Answers pages in order, and keeps what was asked.
class Pages : public tools::Server {
  public:
    Result<tools::Response> get(const std::string&) override {
        return fail(ErrorCode::outcome_unknown, "nobody is to ask this");
    }
    Result<tools::Response> post(const std::string& path, const Json& body) override {
        asked.push_back(path);
        bodies.push_back(body.dump());
        if (answers.empty()) return fail(ErrorCode::outcome_unknown, "no answer");
        auto answer = answers.front();
        answers.pop_front();
        return answer;
    }
    std::deque<tools::Response> answers{};
    std::vector<std::string> asked{};
    std::vector<std::string> bodies{};
};

Result<WhatIfTotals> ask(Pages& pages, std::vector<std::string>& taken) {
    return tools::ask_what_if(
        pages, {"pmp", Json{{"unit", 1}}, "2026-01-01"},
        {[&](const Json& item) { taken.push_back(item["id"]); },
         [&](const WhatIfTotals& so_far) { taken.push_back(std::to_string(so_far.judged)); }});
}

}  // namespace

TEST_CASE("a what-if goes through all pages and adds their totals up", "[what-if]") {
    Pages pages;
    pages.answers = {
        {200, R"({"items": [{"id": "a"}, {"id": "b"}], "next": "c1", "totals": {"judged": 5,
              "differ": 2, "changes": [{"from": "lapsed", "to": "active", "count": 2}]}})"},
        {200, R"({"items": [{"id": "c"}], "next": null, "totals": {"judged": 2, "differ": 1,
              "changes": [{"from": "lapsed", "to": "active", "count": 1}]}})"}};
    std::vector<std::string> taken;
    const auto totals = ask(pages, taken);
    REQUIRE(totals);
    CHECK(taken == std::vector<std::string>{"a", "b", "5", "c", "7"});
    CHECK(totals->differ == 3);
    CHECK(totals->changes.at({"lapsed", "active"}) == 3);
    CHECK(pages.asked == std::vector<std::string>{
                             "/v1/programs/pmp/what-if?limit=1000&as_of=2026-01-01",
                             "/v1/programs/pmp/what-if?limit=1000&as_of=2026-01-01&cursor=c1"});
    CHECK(pages.bodies[1] == R"({"rules":{"unit":1}})");
}

TEST_CASE("a what-if that is refused, is none, or would never end is an error", "[what-if]") {
    std::vector<std::string> taken;
    Pages pages;
    pages.answers = {{422, R"({"detail": "id stands twice", "pointer": "/rules/caps"})"}};
    CHECK(ask(pages, taken).error().message == "422 id stands twice");
    pages.answers = {{422, R"({"detail": "d", "pointer": "/rules/caps"})"}};
    CHECK(ask(pages, taken).error().pointer == "/rules/caps");
    pages.answers = {{200, "<html>"}};
    CHECK(ask(pages, taken).error().code == ErrorCode::malformed);
    const tools::Response same{200, R"({"items": [], "next": "c", "totals": {}})"};
    pages.answers = {same, same};
    CHECK(ask(pages, taken).error().code == ErrorCode::malformed);
    CHECK(ask(pages, taken).error().code == ErrorCode::outcome_unknown);
}
