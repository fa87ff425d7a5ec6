// What holds of counting under any rules, for any claims. rapidcheck prints the seed of a failure;
// RC_PARAMS="seed=…" repeats it, and RC_PARAMS="max_success=…" runs longer.
#include <rapidcheck/catch.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "projections/rules.hpp"
#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::Story;

namespace {

const std::vector<std::string> kLeaves = {"a.x", "a.y", "b"};
const events::Date kBegins = events::parse_date("2020-03-06").value();
const char* const kLastDay = "2022-03-05";  // of the first cycle

struct Claimed {
    std::string activity;
    std::string on;
    Json category;  // null: none
    int quarters;
};

bool maybe() { return *rc::gen::inRange(0, 2) == 1; }

// Whole hours: the total asked for is out of reach, so that the first cycle stays open.
Json some_rules() {
    Json caps = Json::array();
    for (const char* sum : {"a", "a.x", "b", "*"})
        if (maybe()) caps.push_back({{"sum", sum}, {"max", *rc::gen::inRange(0, 40)}});
    for (const char* sum : {"*", "a"})
        if (*rc::gen::inRange(0, 4) == 0)
            caps.push_back({{"sum", sum}, {"max", *rc::gen::inRange(0, 30)}, {"per", "year"}});
    Json requirements = {{{"id", "total"}, {"sum", "*"}, {"min", 100'000}}};
    if (maybe())
        requirements.push_back({{"id", "a"}, {"sum", "a"}, {"min", *rc::gen::inRange(0, 20)}});
    Json rules = {{"unit", {{"name", "hour"}}},
                  {"cycle", {{"length", "P2Y"}}},
                  {"categories",
                   {{"a", {{"children", {{"x", Json::object()}, {"y", Json::object()}}}}},
                    {"b", Json::object()}}},
                  {"requirements", std::move(requirements)},
                  {"caps", std::move(caps)}};
    if (maybe()) rules["carry_over"] = {{"max", *rc::gen::inRange(0, 30)}, {"capped", maybe()}};
    return rules;
}

Claimed some_claim(int n) {
    const auto on = kBegins + std::chrono::days{*rc::gen::inRange(0, 730)};
    const auto leaf = *rc::gen::inRange<std::size_t>(0, kLeaves.size() + 1);
    return {"n" + std::to_string(n), events::format_date(on),
            leaf < kLeaves.size() ? Json(kLeaves[leaf]) : Json(), *rc::gen::inRange(1, 80)};
}

// Of different days, so that their order is that of the calendar.
std::vector<Claimed> some_claims() {
    std::map<std::string, Claimed> by_day;
    const int count = *rc::gen::inRange(1, 16);
    for (int n = 0; n < count; ++n) {
        Claimed claim = some_claim(n);
        by_day.emplace(claim.on, std::move(claim));
    }
    std::vector<Claimed> claims;
    for (auto& [day, claim] : by_day) claims.push_back(std::move(claim));
    return claims;
}

Json cycle_of(const Json& rules, const std::vector<Claimed>& claims) {
    Story story{Story::with_rules(rules.dump())};
    story.certified(events::format_date(kBegins));
    for (const Claimed& claim : claims) {
        Json more = Json::object();
        if (!claim.category.is_null()) more["category"] = claim.category;
        story.log(claim.activity, claim.on, claim.quarters / 4.0, std::move(more));
    }
    return story.standing(kLastDay)["cycle"];
}

double total_of(const Json& cycle) {
    return testing::find(cycle["requirements"], "id", "total")["counted"].get<double>();
}

std::optional<std::string> category_of(const Json& activity) {
    if (activity["category"].is_null()) return std::nullopt;
    return activity["category"].get<std::string>();
}

// In the first or the second year.
bool is_early(const Json& activity) { return activity["completed_on"] < "2021-03-06"; }

double counted_under(const Json& cap, const Json& activities, std::optional<bool> early = {}) {
    double sum = 0;
    for (const Json& activity : activities)
        if (projections::covers(cap["sum"].get<std::string>(), category_of(activity)) &&
            (!early || is_early(activity) == *early))
            sum += activity["counted"].get<double>();
    return sum;
}

std::map<std::string, Json> by_id(const Json& cycle) {
    std::map<std::string, Json> found;
    for (const Json& activity : cycle["activities"]) {
        RC_ASSERT(found.emplace(activity["activity"].get<std::string>(), activity).second);
    }
    return found;
}

bool is_capped(const Json& activity) {
    return std::any_of(activity["reasons"].begin(), activity["reasons"].end(),
                       [](const Json& reason) { return reason["code"] == "cap"; });
}

}  // namespace

TEST_CASE("no claim counts twice, and none above a cap", "[counting]") {
    rc::prop("counted is within eligible, within claimed, within every cap", [] {
        const Json rules = some_rules();
        const auto claims = some_claims();
        const Json cycle = cycle_of(rules, claims);
        const auto activities = by_id(cycle);
        RC_ASSERT(activities.size() == claims.size());
        double sum = 0;
        for (const Claimed& claim : claims) {
            const Json& activity = activities.at(claim.activity);
            RC_ASSERT(activity["claimed"] == claim.quarters / 4.0);
            RC_ASSERT(activity["eligible"] == activity["claimed"]);
            const double cut =
                activity["eligible"].get<double>() - activity["counted"].get<double>();
            RC_ASSERT(cut >= 0);
            RC_ASSERT((cut > 0) == is_capped(activity));
            sum += activity["counted"].get<double>();
        }
        RC_ASSERT(total_of(cycle) == sum);
        for (const Json& cap : rules["caps"]) {
            const double max = cap["max"].get<double>();
            if (!cap.contains("per"))
                RC_ASSERT(counted_under(cap, cycle["activities"]) <= max);
            else
                for (const bool early : {true, false})
                    RC_ASSERT(counted_under(cap, cycle["activities"], early) <= max);
        }
    });
}

TEST_CASE("a further claim lowers no total, but where a yearly cap says so", "[counting]") {
    rc::prop("one claim more", [] {
        const Json rules = some_rules();
        auto claims = some_claims();
        const double before = total_of(cycle_of(rules, claims));
        const Claimed further = some_claim(99);
        RC_PRE(std::none_of(claims.begin(), claims.end(),
                            [&](const Claimed& claim) { return claim.on == further.on; }));
        claims.push_back(further);
        const Json cycle = cycle_of(rules, claims);
        if (total_of(cycle) >= before) return;
        const auto yearly = [](const Json& cap) { return cap.contains("per"); };
        RC_ASSERT(std::any_of(rules["caps"].begin(), rules["caps"].end(), yearly));
        RC_ASSERT(std::any_of(cycle["activities"].begin(), cycle["activities"].end(), is_capped));
    });
}

TEST_CASE("the order in which claims arrive changes nothing", "[counting]") {
    rc::prop("claims commute", [] {
        const Json rules = some_rules();
        auto claims = some_claims();
        const auto seqless = [](const Json& cycle) {
            auto activities = by_id(cycle);
            Json told = Json::array();
            for (auto& [id, activity] : activities) {
                activity.erase("seq");
                for (Json& reason : activity["reasons"]) reason.erase("seq");
                told.push_back(activity);
            }
            told.push_back(cycle["requirements"]);
            return told.dump();
        };
        const std::string in_order = seqless(cycle_of(rules, claims));
        for (std::size_t n = claims.size(); n > 1; --n)
            std::swap(claims[n - 1], claims[*rc::gen::inRange<std::size_t>(0, n)]);
        const std::string shuffled = seqless(cycle_of(rules, claims));
        RC_ASSERT(in_order == shuffled);
    });
}
