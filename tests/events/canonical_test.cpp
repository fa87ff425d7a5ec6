#include <rapidcheck/catch.h>
#include <array>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>

#include "events/json.hpp"
#include "random_values.hpp"

namespace recert::events {
namespace {

std::string normal(std::string_view text) { return canonical(parse(text).value()); }

struct Number {
    std::uint64_t bits;
    std::string_view text;
};

TEST_CASE("numbers are written as in RFC 8785, appendix B", "[events]") {
    const auto numbers = std::to_array<Number>({
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
    });
    for (const auto& [bits, text] : numbers) {
        const auto number = std::bit_cast<double>(bits);
        CHECK(canonical(number) == text);
        CHECK(parse(text).value().get<double>() == number);
        CHECK(normal(text) == text);
    }
}

TEST_CASE("the appendix's NaN and infinity cannot be written in JSON, so never come in",
          "[events]") {
    CHECK(std::isnan(std::bit_cast<double>(std::uint64_t{0x7fffffffffffffff})));
    CHECK_FALSE(parse("NaN"));
    CHECK(std::isinf(std::bit_cast<double>(std::uint64_t{0x7ff0000000000000})));
    CHECK_FALSE(parse("Infinity"));
}

TEST_CASE("integers are written whole up to 2^53, as doubles beyond", "[events]") {
    CHECK(normal("-0") == "0");
    CHECK(normal("-0.0") == "0");
    CHECK(normal("1.0") == "1");
    CHECK(normal("9007199254740991") == "9007199254740991");
    CHECK(normal("-9007199254740991") == "-9007199254740991");
    CHECK(normal("9007199254740993") == "9007199254740992");
    CHECK(normal("-9007199254740993") == "-9007199254740992");
    CHECK(normal("9223372036854775807") == "9223372036854776000");
    CHECK(normal("-9223372036854775808") == "-9223372036854776000");
    CHECK(normal("10000000000000000000") == "10000000000000000000");
    CHECK(normal("18446744073709551615") == "18446744073709552000");
    CHECK(normal("18446744073709549568") == "18446744073709550000");
}

TEST_CASE("the document of RFC 8785 §3.2.2 is written as there", "[events]") {
    CHECK(normal(R"({
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    })") == R"({"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],)"
            R"("string":"€$\u000f\nA'B\"\\\\\"/"})");
}

TEST_CASE("the keys of RFC 8785 §3.2.3 stand in its order", "[events]") {
    CHECK(normal(R"({
        "\u20ac": "Euro Sign", "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis"
    })") ==
          "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
          "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
          "\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST_CASE("keys are ordered by UTF-16 units wherever they part", "[events]") {
    CHECK(normal(R"({"b":0,"a":0,"aa":0,"":0})") == R"({"":0,"a":0,"aa":0,"b":0})");
    CHECK(normal("{\"x\uffff\":0,\"x\U00010000\":0}") == "{\"x\U00010000\":0,\"x\uffff\":0}");
    CHECK(normal("{\"\ue000\":0,\"\U0010ffff\":0}") == "{\"\U0010ffff\":0,\"\ue000\":0}");
    CHECK(normal("{\"\U00010000\":0,\"\ud7ff\":0}") == "{\"\ud7ff\":0,\"\U00010000\":0}");
    CHECK(normal("{\"\U0001f600b\":0,\"\U0001f600a\":0,\"\U0001f601\":0}") ==
          "{\"\U0001f600a\":0,\"\U0001f600b\":0,\"\U0001f601\":0}");
}

TEST_CASE("strings are written with the fewest escapes", "[events]") {
    CHECK(normal(R"("\u0000\u001f\u007f\b\t\n\f\r\"\\\/")") ==
          "\"\\u0000\\u001f\x7f\\b\\t\\n\\f\\r\\\"\\\\/\"");
    CHECK(normal(R"("A\u030a\u00c5\u2028")") == "\"A\u030a\u00c5\u2028\"");
}

TEST_CASE("empty containers and nesting are written without spaces", "[events]") {
    CHECK(normal(" { } ") == "{}");
    CHECK(normal(" [ ] ") == "[]");
    CHECK(normal(R"([ [ ], { "a" : [ { } , 1 ] } ])") == R"([[],{"a":[{},1]}])");
}

TEST_CASE("canonical text reads back as the same value and is canonical already", "[events]") {
    rc::prop("parse(canonical(x)) == x", [] {
        const Json value = random::json(4);
        const std::string text = canonical(value);
        const auto back = parse(text);
        RC_ASSERT(back);
        RC_ASSERT(*back == value);
        RC_ASSERT(canonical(*back) == text);
    });
    rc::prop("a double survives bit by bit, but for the sign of zero", [] {
        const double number = random::finite_double();
        const auto back = parse(canonical(number)).value().get<double>();
        RC_ASSERT(std::bit_cast<std::uint64_t>(back + 0.0) ==
                  std::bit_cast<std::uint64_t>(number + 0.0));
    });
}

}  // namespace
}  // namespace recert::events
