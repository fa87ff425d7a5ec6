#include <catch2/catch.hpp>

#include "events/values.hpp"

namespace recert::events {
namespace {

TEST_CASE("an id is of lower-case letters, digits, dots, hyphens, underscores", "[events]") {
    for (auto id : {"a", "0", "cptm-000042", "a.b_c-d", "0196a0f2-5e00-7000-8000-000000000029"}) {
        INFO(id);
        CHECK(is_id(id));
    }
    for (auto text : {"", "Ada", "aDa", "-a", ".a", "_a", "a b", "a/b", "a\n", "é", "a~", "a:b"}) {
        INFO(text);
        CHECK_FALSE(is_id(text));
    }
    using namespace std::string_view_literals;
    CHECK_FALSE(is_id("a\0b"sv));
}

TEST_CASE("an id takes at most 64 characters", "[events]") {
    CHECK(is_id(std::string(64, 'a')));
    CHECK_FALSE(is_id(std::string(65, 'a')));
}

TEST_CASE("a currency is an active code of ISO 4217, in capitals", "[events]") {
    for (auto code : {"AED", "EUR", "JPY", "SLE", "USD", "XAF", "ZMW", "ZWG"}) {
        INFO(code);
        CHECK(is_currency(code));
    }
    for (auto code : {"", "usd", "US", "USDX", "DEM", "XAG", "XTS", "XAU", "AAA", "ZZZ", "$"}) {
        INFO(code);
        CHECK_FALSE(is_currency(code));
    }
}

TEST_CASE("a credit is written as a decimal without idle zeros", "[events]") {
    CHECK(format_credit({0}) == "0");
    CHECK(format_credit({1}) == "0.01");
    CHECK(format_credit({10}) == "0.1");
    CHECK(format_credit({25}) == "0.25");
    CHECK(format_credit({100}) == "1");
    CHECK(format_credit({105}) == "1.05");
    CHECK(format_credit({550}) == "5.5");
    CHECK(format_credit({2400}) == "24");
    CHECK(format_credit({kCreditMax * 100}) == "1000000");
    CHECK(format_credit({-25}) == "-0.25");
    CHECK(format_credit({-250}) == "-2.5");
}

TEST_CASE("credits add and subtract exactly", "[events]") {
    Credit sum;
    for (int n = 0; n < 10; ++n) sum += Credit{10};
    CHECK(sum == Credit{100});
    CHECK(Credit{30} - Credit{10} == Credit{20});
    CHECK(Credit{10} + Credit{20} == Credit{30});
    CHECK(Credit{10} < Credit{20});
}

}  // namespace
}  // namespace recert::events
