#include "projections/rule_warnings.hpp"

#include <catch2/catch.hpp>

using namespace recert;
using events::Json;

namespace {

const Json kRules = Json::parse(R"({
    "unit": {"name": "hour"}, "cycle": {"length": "P3Y"},
    "categories": {"education": {"children": {"skills": {}, "ways": {}}}, "service": {}},
    "requirements": [{"id": "total", "sum": "*", "min": 60}]})");

std::vector<std::string> warned(const std::string& change) {
    Json document = kRules;
    document.merge_patch(Json::parse(change));
    const auto rules = projections::parse_rules(document, "");
    REQUIRE(rules);
    std::vector<std::string> pointers;
    for (const auto& warning : projections::rule_warnings(*rules, ""))
        pointers.push_back(warning.pointer);
    return pointers;
}

using Pointers = std::vector<std::string>;

}  // namespace

TEST_CASE("rules that all have an effect bring no warning", "[warnings]") {
    CHECK(warned("{}").empty());
    CHECK(warned(R"({"requirements": [{"id": "total", "sum": "*", "min": 60},
                        {"id": "education", "sum": "education", "min": 35},
                        {"id": "skills", "sum": "education.skills", "min": 8},
                        {"id": "yearly", "sum": "*", "min": 20, "per": "year",
                         "providers": "approved"}],
                      "caps": [{"sum": "service", "max": 25},
                               {"sum": "education.ways", "max": 30, "per": "year"},
                               {"sum": "*", "max": 45, "per": "year"}],
                      "stages": [{"after": "P0D", "status": "suspended",
                                  "reinstate": {"extra": 5}},
                                 {"after": "P12M", "status": "lapsed"}]})")
              .empty());
}

TEST_CASE("a minimum above what caps leave is warned of", "[warnings]") {
    const auto [pointer, change] = GENERATE(table<std::string, std::string>({
        {"/requirements/0/min", R"({"caps": [{"sum": "*", "max": 59}]})"},
        {"/requirements/0/min", R"({"caps": [{"sum": "*", "max": 19, "per": "year"}]})"},
        {"/requirements/0/min",
         R"({"requirements": [{"id": "e", "sum": "education", "min": 20}],
             "caps": [{"sum": "education.skills", "max": 9},
                      {"sum": "education.ways", "max": 9}]})"},
        {"/requirements/0/min", R"({"requirements": [
             {"id": "s", "sum": "service", "min": 3, "per": "year"}],
             "caps": [{"sum": "service", "max": 2, "per": "year"}]})"},
        {"/requirements/0/min", R"({"requirements": [
             {"id": "s", "sum": "service", "min": 3, "per": "year"}],
             "caps": [{"sum": "service", "max": 8}]})"},
        {"/caps/0/max", R"({"requirements": [{"id": "e", "sum": "education", "min": 20},
             {"id": "s", "sum": "service", "min": 15}], "caps": [{"sum": "*", "max": 30}]})"},
        {"/stages/0/reinstate/extra", R"({"caps": [{"sum": "*", "max": 64}], "stages": [
             {"after": "P0D", "status": "suspended", "reinstate": {"extra": 5}}]})"},
    }));
    CHECK(warned(change) == Pointers{pointer});
}

TEST_CASE("carried hours leave room that the caps of the years do not", "[warnings]") {
    CHECK(warned(R"({"caps": [{"sum": "*", "max": 19, "per": "year"}],
                     "carry_over": {"max": 3}})")
              .empty());
}

TEST_CASE("a requirement that others imply, or that asks for nothing, never binds", "[warnings]") {
    const auto [pointer, change] = GENERATE(table<std::string, std::string>({
        {"/requirements/0/min", R"({"requirements": [{"id": "a", "sum": "*", "min": 0}]})"},
        {"/requirements/0/min", R"({"requirements": [{"id": "a", "sum": "*", "min": 20},
             {"id": "b", "sum": "service", "min": 20}]})"},
        {"/requirements/1/min", R"({"requirements": [{"id": "a", "sum": "*", "min": 20},
             {"id": "b", "sum": "*", "min": 20}]})"},
        {"/requirements/0/min", R"({"requirements": [{"id": "a", "sum": "education", "min": 16},
             {"id": "b", "sum": "education.skills", "min": 8},
             {"id": "c", "sum": "education.ways", "min": 8}]})"},
        {"/requirements/0/min", R"({"requirements": [{"id": "a", "sum": "*", "min": 60},
             {"id": "b", "sum": "*", "min": 20, "per": "year"}]})"},
    }));
    CHECK(warned(change) == Pointers{pointer});
}

TEST_CASE("a cap that no claim reaches never binds", "[warnings]") {
    const auto [pointer, change] = GENERATE(table<std::string, std::string>({
        {"/caps/0/max", R"({"caps": [{"sum": "service", "max": 90}, {"sum": "*", "max": 90}]})"},
        {"/caps/1/max",
         R"({"caps": [{"sum": "service", "max": 9}, {"sum": "service", "max": 9}]})"},
        {"/caps/0/max", R"({"caps": [{"sum": "service", "max": 27},
             {"sum": "service", "max": 9, "per": "year"}]})"},
        {"/caps/0/max", R"({"caps": [{"sum": "education", "max": 20},
             {"sum": "education.skills", "max": 10}, {"sum": "education.ways", "max": 10}]})"},
        {"/caps/0/max", R"({"caps": [{"sum": "service", "max": 0}]})"},
    }));
    CHECK(warned(change) == Pointers{pointer});
}

TEST_CASE("windows that never open and keys without an effect are warned of", "[warnings]") {
    const auto [pointer, change] = GENERATE(table<std::string, std::string>({
        {"/path/exam/opens", R"({"path": {"exam": {"opens": "practicum-last-day"}}})"},
        {"/path/exam/closes_after", R"({"path": {"exam": {"closes_after": "P6M"}}})"},
        {"/path/exam/max_attempts", R"({"path": {"exam": {"max_attempts": 0}}})"},
        {"/path/practicum/change/zones/1",
         R"({"path": {"practicum": {"change": {"zones": [{"then": "free"}, {"then": "fee"}]}}}})"},
        {"/cycle/apply_before_end", R"({"cycle": {"apply_before_end": "P0D"}})"},
        {"/cycle/apply_before_end", R"({"cycle": {"apply_before_end": "P36M"}})"},
        {"/cycle/late_renewal", R"({"cycle": {"late_renewal": "restart"}})"},
        {"/windows/earn", R"({"windows": {"earn": "P1D"}})"},
        {"/windows/report", R"({"windows": {"earn": "P2M", "report": "P59D"},
             "stages": [{"after": "P3M", "status": "lapsed"}]})"},
        {"/carry_over/max", R"({"carry_over": {"max": 0}})"},
        {"/carry_over/exclude/0", R"({"carry_over": {"max": 1, "exclude": ["*"]}})"},
        {"/carry_over/capped", R"({"carry_over": {"max": 1, "capped": true}})"},
        {"/carry_over/counts_for_yearly",
         R"({"carry_over": {"max": 1, "counts_for_yearly": true}})"},
        {"/categories/a.b", R"({"categories": {"a.b": {"children": {"c": {}}}}})"},
        {"/stages/0/reinstate/extra",
         R"({"requirements": [{"id": "s", "sum": "service", "min": 3}], "stages": [
             {"after": "P0D", "status": "suspended", "reinstate": {"extra": 5}}]})"},
    }));
    CHECK(warned(change) == Pointers{pointer});
}
