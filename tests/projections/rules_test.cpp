#include <catch2/catch.hpp>

#include "projections/built_in.hpp"
#include "projections/rules.hpp"
#include "support/story.hpp"

using namespace recert;
using events::Json;

namespace {

Json smallest() {
    return {{"unit", {{"name", "hour"}}},
            {"cycle", {{"length", "P2Y"}}},
            {"requirements", {{{"id", "total"}, {"sum", "*"}, {"min", 24}}}}};
}

Error refusal(const Json& document) {
    const auto rules = projections::parse_rules(document, "/data/rules");
    REQUIRE_FALSE(rules);
    return rules.error();
}

}  // namespace

TEST_CASE("absent keys of a rules document have the defaults of the design", "[rules]") {
    const auto rules = projections::parse_rules(smallest(), "");
    REQUIRE(rules);
    CHECK(rules->unit.step == events::Credit{1});
    CHECK_FALSE(rules->unit.minutes);
    REQUIRE(rules->path.exam);
    CHECK_FALSE(rules->path.exam->opens);
    CHECK_FALSE(rules->path.modules);
    CHECK(rules->windows.earn == projections::Period{});
    CHECK(rules->windows.pay == projections::Period{});
    CHECK_FALSE(rules->windows.report);
    REQUIRE(rules->stages.size() == 1);
    CHECK(rules->stages[0].status == projections::StageStatus::lapsed);
    CHECK_FALSE(rules->retroactive);
}

TEST_CASE("the programs that ship are rules this engine judges, each with clause and source",
          "[rules]") {
    const auto told = [](const projections::Noted& rule) { return rule.clause && rule.source; };
    for (const auto& program : projections::built_in_programs()) {
        INFO(program.id << " from " << program.published["effective_from"]);
        const auto rules = projections::parse_rules(program.published["rules"], "");
        REQUIRE(rules);
        CHECK(rules->source);
        CHECK(told(rules->cycle));
        for (const auto& requirement : rules->requirements) CHECK(told(requirement));
        for (const auto& cap : rules->caps) CHECK(told(cap));
        for (const auto& stage : rules->stages) CHECK(told(stage));
        CHECK((!rules->carry_over || told(*rules->carry_over)));
        CHECK(told(rules->windows));
    }
}

TEST_CASE("the versions of a program that ship follow one another in one time zone", "[rules]") {
    const auto programs = projections::built_in_programs();
    for (std::size_t n = 1; n < programs.size(); ++n) {
        INFO(programs[n].id);
        const Json& before = programs[n - 1].published;
        const Json& after = programs[n].published;
        CHECK(programs[n - 1].id <= programs[n].id);
        if (programs[n - 1].id == programs[n].id) {
            CHECK(before["effective_from"] < after["effective_from"]);
            CHECK(before["timezone"] == after["timezone"]);
        } else {
            CHECK(after["effective_from"] <= "2015-01-01");
        }
    }
}

TEST_CASE("a rules document is refused where it is wrong, by pointer", "[rules]") {
    const auto [pointer, change] = GENERATE(table<std::string, std::string>({
        {"/data/rules/colour", R"({"colour": 1})"},
        {"/data/rules/unit/colour", R"({"unit": {"colour": 1}})"},
        {"/data/rules/unit/step", R"({"unit": {"step": 0.125}})"},
        {"/data/rules/cycle/length", R"({"cycle": {"length": "2Y"}})"},
        {"/data/rules/cycle", R"({"cycle": {"length": "P0D"}})"},
        {"/data/rules/cycle/anchor", R"({"cycle": {"anchor": "moon"}})"},
        {"/data/rules/requirements/0/sum",
         R"({"requirements": [{"id": "a", "sum": "x", "min": 1}]})"},
        {"/data/rules/requirements/0", R"({"requirements": [{"id": "a"}]})"},
        {"/data/rules/requirements/0",
         R"({"requirements": [{"id": "a", "sum": "*", "min": 1, "fee": "renewal"}]})"},
        {"/data/rules/requirements/0/min", R"({"requirements": [{"id": "a", "sum": "*"}]})"},
        {"/data/rules/requirements/0/within",
         R"({"requirements": [
             {"id": "a", "sum": "*", "min": 1, "per": "year", "within": "P6Y"}]})"},
        {"/data/rules/requirements/0/within",
         R"({"requirements": [{"id": "a", "fee": "renewal", "within": "P6Y"}]})"},
        {"/data/rules/requirements/0/if/attestation",
         R"({"requirements": [{"id": "a", "sum": "*", "min": 1, "if": {}}]})"},
        {"/data/rules/requirements/1/id",
         R"({"requirements": [{"id": "a", "sum": "*", "min": 1}, {"id": "a", "fee": "renewal"}]})"},
        {"/data/rules/requirements", R"({"requirements": []})"},
        {"/data/rules/caps/0/sum", R"({"caps": [{"sum": "none.such", "max": 2}]})"},
        {"/data/rules/caps/0/percent", R"({"caps": [{"sum": "*", "max": 2, "percent": 5}]})"},
        {"/data/rules/caps/0/percent", R"({"caps": [{"sum": "*", "percent": 101}]})"},
        {"/data/rules/caps/0/percent", R"({"caps": [{"sum": "*", "percent": 5, "per": "year"}]})"},
        {"/data/rules/carry_over/into", R"({"carry_over": {"max": 2, "into": "none"}})"},
        {"/data/rules/carry_over/exclude/0", R"({"carry_over": {"max": 2, "exclude": ["none"]}})"},
        {"/data/rules/fees/tips", R"({"fees": {"tips": {"amount": 1, "currency": "USD"}}})"},
        {"/data/rules/fees/late/currency",
         R"({"fees": {"late": {"amount": 1, "currency": "XXY"}}})"},
        {"/data/rules/reminders/0", R"({"reminders": ["soon"]})"},
        {"/data/rules/holidays/0", R"({"holidays": ["2026-02-30"]})"},
        {"/data/rules/stages/0/status", R"({"stages": [{"after": "P0D", "status": "gone"}]})"},
    }));
    Json document = smallest();
    document.merge_patch(Json::parse(change));
    CHECK(refusal(document).pointer == pointer);
    CHECK(refusal(document).code == ErrorCode::schema);
}

TEST_CASE("a document is read to its end, and the first fault is the answer", "[rules]") {
    const Json document = Json::parse(R"({"unit": {"name": 5, "colour": 1}, "cycle": {},
        "requirements": [{"id": "A", "sum": "x", "min": 1}, {"id": "b", "sum": "*", "mni": 1}],
        "caps": {}, "stages": [{"after": "P1M", "status": "grace"},
                               {"after": "P1D", "status": "gone"}]})");
    const auto reading = projections::read_rules(document, "");
    std::vector<std::string> pointers;
    for (const Error& fault : reading.faults.all) pointers.push_back(fault.pointer);
    CHECK(pointers == std::vector<std::string>{"/unit/name", "/unit/colour", "/requirements/1/mni",
                                               "/caps", "/stages/1/status", "/requirements/0/id",
                                               "/requirements/0/sum", "/requirements/1/min",
                                               "/cycle", "/stages/1/after"});
    CHECK(refusal(document).pointer == "/data/rules/unit/name");
}

TEST_CASE("of endless faults only so many are kept", "[rules]") {
    Json document = smallest();
    for (int n = 0; n < 1'500; ++n) document["unit"]["key" + std::to_string(n)] = n;
    CHECK(projections::read_rules(document, "").faults.all.size() == events::Faults::kMax);
}

TEST_CASE("a cap may be a percentage of what is required over all, rounded down", "[rules]") {
    Json document = smallest();
    document["requirements"][0]["min"] = 30.5;
    document["caps"] = {{{"sum", "*"}, {"percent", 33.3}}};
    const auto rules = projections::parse_rules(document, "");
    REQUIRE(rules);
    CHECK(rules->caps[0].max == events::Credit{10'15});
}

TEST_CASE("what must be there is asked for", "[rules]") {
    for (const std::string key : {"unit", "cycle", "requirements"}) {
        Json document = smallest();
        document.erase(key);
        CHECK(refusal(document).pointer == "/data/rules/" + key);
    }
    CHECK(refusal(Json::array()).code == ErrorCode::schema);
}

TEST_CASE("windows take in every day of the year once, and stages come one after the other",
          "[rules]") {
    std::string pointer;
    std::string change;
    std::tie(pointer, change) = GENERATE(table<std::string, std::string>({
        {"/data/rules/cycle/windows", R"({"cycle": {"anchor": "windows"}})"},
        {"/data/rules/cycle/windows", R"({"cycle": {"anchor": "windows", "windows": [
            {"from": "01-01", "to": "11-30", "due": "11-30"}]}})"},
        {"/data/rules/cycle/windows", R"({"cycle": {"anchor": "windows", "windows": [
            {"from": "01-01", "to": "12-31", "due": "12-31"},
            {"from": "12-31", "to": "12-31", "due": "12-31"}]}})"},
        {"/data/rules/cycle/windows/0/due", R"({"cycle": {"anchor": "windows", "windows": [
            {"from": "01-01", "to": "12-31", "due": "02-30"}]}})"},
        {"/data/rules/cycle/windows", R"({"cycle": {"windows": []}})"},
        {"/data/rules/stages/1/after", R"({"stages": [{"after": "P1M", "status": "grace",
            "reinstate": {}}, {"after": "P1M", "status": "lapsed"}]})"},
        {"/data/rules/stages/1/reinstate", R"({"stages": [{"after": "P1M", "status": "lapsed"},
            {"after": "P2M", "status": "suspended", "reinstate": {}}]})"},
    }));
    Json document = smallest();
    document.merge_patch(Json::parse(change));
    CHECK(refusal(document).pointer == pointer);
}

TEST_CASE("periods of more than a century, and leads of more than ten years, are refused",
          "[rules]") {
    const auto refused_at = [](const std::string& change) {
        Json document = smallest();
        document.merge_patch(Json::parse(change));
        return refusal(document).pointer;
    };
    CHECK(refused_at(R"({"cycle": {"length": "P101Y"}})") == "/data/rules/cycle/length");
    CHECK(refused_at(R"({"windows": {"report": "P36526D"}})") == "/data/rules/windows/report");
    CHECK(refused_at(R"({"reminders": ["-P1201M"]})") == "/data/rules/reminders/0");
    const std::string lead = GENERATE(R"({"business_days": 3651})", R"({"days": -1})");
    CHECK(refused_at(R"({"path": {"practicum": {"change": {"zones": [{"at_least": )" + lead +
                     "}]}}}}") == "/data/rules/path/practicum/change/zones/0/at_least");
}

TEST_CASE("a sum covers its own leaf and those below it", "[rules]") {
    CHECK(projections::covers("*", std::nullopt));
    CHECK(projections::covers("a", "a"));
    CHECK(projections::covers("a", "a.b"));
    CHECK_FALSE(projections::covers("a", "ab"));
    CHECK_FALSE(projections::covers("a.b", "a"));
    CHECK_FALSE(projections::covers("a", std::nullopt));
}
