#include "tools/rules_report.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

using recert::tools::report_on_rules;

namespace {

using Strings = std::vector<std::string>;

// LINE:COLUMN POINTER of all findings.
Strings places(const std::string& text) {
    Strings all;
    for (const auto& finding : report_on_rules(text).findings)
        all.push_back(std::to_string(finding.position.line) + ":" +
                      std::to_string(finding.position.column) + " " + finding.pointer);
    return all;
}

}  // namespace

TEST_CASE("everything wrong with rules is told at once, each in its place", "[rules-report]") {
    const std::string text = R"({"unit": {"nmae": "hour", "step": 0.001},
 "cycle": {"length": "2Y", "anchor": "moon"},
 "requirements": [{"id": "a", "sum": "none", "min": 1},
                  {"id": "a", "fee": "renewal", "min": 2}],
 "caps": [{"sum": "*", "max": -1}]})";
    CHECK(places(text) == Strings{"1:11 /unit/nmae", "1:27 /unit/step", "2:12 /cycle/length",
                                  "2:28 /cycle/anchor", "3:31 /requirements/0/sum",
                                  "4:20 /requirements/1/id", "4:49 /requirements/1/min",
                                  "5:24 /caps/0/max"});
    const auto report = report_on_rules(text);
    CHECK(report.is_json);
    CHECK(report.faults == report.findings.size());
}

TEST_CASE("a whole program is checked around its rules, too", "[rules-report]") {
    CHECK(places(R"({"name": "P", "issuer": "I", "url": "https://p.example", "colour": 1,
 "effective_from": "2020-02-30", "rules": {"unit": {"name": "hour"}, "cycle": {}}})") ==
          Strings{"1:1 /timezone", "1:58 /colour", "2:2 /effective_from",
                  "2:34 /rules/requirements", "2:70 /rules/cycle"});
    CHECK(places(R"({"rules": 7})").size() == 6);
}

TEST_CASE("what is no JSON is told with the place where it ceases to be", "[rules-report]") {
    const auto report = report_on_rules("{\"unit\": {\"name\": \"hour\",}}");
    CHECK_FALSE(report.is_json);
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].position == recert::tools::Position{1, 26});
    CHECK(places("{\"unit\": 1,\n\"unit\": 2}") == Strings{"2:1 "});
}

TEST_CASE("warnings are told of rules that hold no fault", "[rules-report]") {
    const std::string text = R"({"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
 "requirements": [{"id": "total", "sum": "*", "min": 50}],
 "caps": [{"sum": "*", "max": 45}]})";
    const auto report = report_on_rules(text);
    CHECK(report.faults == 0);
    REQUIRE(report.findings.size() == 1);
    CHECK_FALSE(report.findings[0].is_fault);
    CHECK(report.findings[0].pointer == "/requirements/0/min");
    CHECK(report.findings[0].position.line == 2);
}

TEST_CASE("the programs that ship have no fault and no rule without effect", "[rules-report]") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(RECERT_PROGRAMS_DIR)) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream in(entry.path());
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        INFO(entry.path().string());
        CHECK(places(text) == Strings{});
        ++count;
    }
    CHECK(count >= 2);
}
