#include "projections/quote.hpp"

#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using namespace recert::projections;
using events::Json;
using events::OrganizationKind;
using testing::Story;

namespace {

Rules rules_with(const Json& registration, const Json& discounts) {
    Json document = Story::built_in("cptm")["rules"];
    document["fees"]["registration"] = registration;
    document["discounts"] = discounts;
    return parse_rules(document, "").value();
}

const Json kPrice = {{"amount", 199'999}, {"currency", "USD"}};

Json discounts() {
    return Json::parse(R"([
        {"if": {"organization_kind": ["nonprofit"]}, "percent": 12.5, "clause": "non-profits"},
        {"if": {"organization_kind": ["government"]}, "percent": 10},
        {"if": {"group_of": 2}, "percent": 5}])");
}

std::int64_t total(const Rules& rules, std::optional<OrganizationKind> kind, std::int64_t seats) {
    return quote(rules, kind, seats).total.value().amount;
}

}  // namespace

TEST_CASE("what the source does not state is quoted as null, for staff to assess", "[quote]") {
    const Rules rules = parse_rules(Story::built_in("cptm")["rules"], "").value();
    const Json out = quote_json(quote(rules, OrganizationKind::nonprofit, 1));
    REQUIRE(out["items"].size() == 1);
    CHECK(out["items"][0]["kind"] == "registration");
    CHECK(out["items"][0]["amount"].is_null());
    CHECK(out["items"][0]["currency"] == "USD");
    CHECK(out["discount"]["percent"].is_null());
    CHECK(out["discount"]["if"] == Json{{"organization_kind", {"nonprofit"}}});
    CHECK(out["discount"]["clause"] ==
          "We offer discounts for employees of non-profits, government agencies and for groups of "
          "two or more.");
    CHECK(out["total"].is_null());
    CHECK(out["notes"].size() == 2);
}

TEST_CASE("an order without a ground for a discount has none", "[quote]") {
    const Rules rules = rules_with(kPrice, discounts());
    const Quote one = quote(rules, std::nullopt, 1);
    CHECK(one.discount == nullptr);
    CHECK(one.total->amount == 199'999);
    CHECK(one.notes.empty());
    CHECK(quote(rules, OrganizationKind::company, 1).discount == nullptr);
    CHECK(quote_json(one)["discount"].is_null());
    CHECK(quote_json(one)["total"] == Json{{"amount", 199'999}, {"currency", "USD"}});
}

TEST_CASE("two seats of one order are a group, one is none", "[quote]") {
    const Rules rules = rules_with(kPrice, discounts());
    CHECK(total(rules, std::nullopt, 1) == 199'999);
    CHECK(total(rules, std::nullopt, 2) == 379'999);  // 399,998 less 19,999.9, rounded down
}

TEST_CASE("the best single discount counts, never the sum of two", "[quote]") {
    const Rules rules = rules_with(kPrice, discounts());
    const Quote both = quote(rules, OrganizationKind::nonprofit, 2);
    CHECK(both.discount->clause == "non-profits");
    CHECK(both.total->amount == 349'999);  // 399,998 less 49,999.75
    CHECK(both.notes.size() == 1);
}

TEST_CASE("a discount without a percentage leaves the total to staff", "[quote]") {
    Json some = discounts();
    some[2]["percent"] = nullptr;
    const Rules rules = rules_with(kPrice, some);
    const Quote out = quote(rules, OrganizationKind::government, 2);
    CHECK_FALSE(out.discount->percent);
    CHECK_FALSE(out.total);
    CHECK(total(rules, OrganizationKind::government, 1) == 180'000);
}

TEST_CASE("nothing is free by accident: the whole, nothing, and the largest amounts", "[quote]") {
    const auto percent = [](const Json& value) {
        return rules_with(kPrice, Json::array({{{"if", {{"group_of", 1}}}, {"percent", value}}}));
    };
    CHECK(total(percent(100), std::nullopt, 3) == 0);
    CHECK(total(percent(0), std::nullopt, 3) == 599'997);
    const Rules dear =
        rules_with({{"amount", events::kIntegerMax}, {"currency", "USD"}}, discounts());
    CHECK(total(dear, OrganizationKind::nonprofit, 1) == 7'881'299'347'898'368);
    CHECK_FALSE(quote(dear, std::nullopt, kSeatsMax).total);
}

TEST_CASE("rules that name no registration fee give no price", "[quote]") {
    Json document = Story::built_in("cptm")["rules"];
    document.erase("fees");
    document.erase("discounts");
    const Rules rules = parse_rules(document, "").value();
    const Json out = quote_json(quote(rules, std::nullopt, 1));
    CHECK(out["items"][0]["amount"].is_null());
    CHECK(out["items"][0]["currency"].is_null());
    CHECK(out["total"].is_null());
}

TEST_CASE("a discount of more than everything is refused", "[rules]") {
    Json document = Story::built_in("cptm")["rules"];
    document["discounts"][1]["percent"] = 100.01;
    const auto refused = parse_rules(document, "");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().pointer == "/discounts/1/percent");
}
