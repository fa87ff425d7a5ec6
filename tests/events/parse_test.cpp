#include <catch2/catch.hpp>

#include "events/json.hpp"

namespace recert::events {
namespace {

void check_malformed(std::string_view text) {
    INFO(text.substr(0, 80));
    const auto parsed = parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::malformed);
    CHECK_FALSE(parsed.error().message.empty());
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST_CASE("a JSON document is read", "[events]") {
    const auto parsed = parse(R"( {"a": [1, -2, 2.5, "x\u00e9\ud83d\ude00", true, null, {}, []],
                                   "b": {"a": {"c": [[]]}}} )");
    REQUIRE(parsed);
    const Json expected = {{"a", {1, -2, 2.5, "xé😀", true, nullptr, Json::object(), Json::array()}},
                           {"b", {{"a", {{"c", Json::array({Json::array()})}}}}}};
    CHECK(*parsed == expected);
    CHECK(parse("7").value() == 7);
    CHECK(parse("\"\"").value() == "");
}

TEST_CASE("a key that stands twice in one object is refused", "[events]") {
    check_malformed(R"({"a": 1, "a": 1})");
    check_malformed(R"({"a": 1, "b": 2, "\u0061": 3})");
    check_malformed(R"({"x": [{"y": {"a": 1, "a": 2}}]})");
    check_malformed(R"({"a": {"a": 1}, "a": 2})");
    check_malformed(R"({"": 1, "": 2})");
    CHECK(parse(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]})"));
}

TEST_CASE("32 levels are read, the 33rd is refused", "[events]") {
    CHECK(parse(nested(32)));
    check_malformed(nested(33));
    std::string objects, ends;
    for (int n = 0; n < 32; ++n) {
        objects += R"({"a":)";
        ends += '}';
    }
    CHECK(parse(objects + "1" + ends));
    check_malformed(objects + "{}" + ends);
}

TEST_CASE("depth does not depend on what came before at the same level", "[events]") {
    std::string text = "[";
    for (int n = 0; n < 100; ++n) text += nested(31) + ",";
    CHECK(parse(text + "0]"));
}

TEST_CASE("100,000 brackets are refused without ado", "[events]") {
    check_malformed(std::string(100'000, '['));
    check_malformed(nested(100'000));
    std::string objects;
    for (int n = 0; n < 100'000; ++n) objects += R"({"a":)";
    check_malformed(objects);
}

TEST_CASE("bytes that are not UTF-8 are refused", "[events]") {
    for (auto bytes : {"\xff", "\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                       "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xf0\x9f\x98"}) {
        check_malformed("\"" + std::string{bytes} + "\"");
        check_malformed("{\"" + std::string{bytes} + "\": 1}");
    }
    CHECK(parse("\"\xf0\x9f\x98\x80\""));
}

TEST_CASE("lone surrogates are refused", "[events]") {
    check_malformed(R"("\ud83d")");
    check_malformed(R"("\ude00")");
    check_malformed(R"("\ud83d\u0041")");
    check_malformed(R"("\ude00\ud83d")");
    check_malformed(R"({"\ud83d": 1})");
    CHECK(parse(R"("\ud83d\ude00")"));
}

TEST_CASE("numbers that are not finite are refused", "[events]") {
    for (auto text : {"1e400", "-1e400", "[1e309]", "NaN", "Infinity", "-Infinity", "nan"})
        check_malformed(text);
    CHECK(parse("1e308"));
    CHECK(parse("1e-400").value() == 0);
}

TEST_CASE("numbers that are not JSON's are refused", "[events]") {
    for (auto text : {"01", "+1", ".5", "1.", "1e", "0x10", "1_000", "--1"}) check_malformed(text);
}

TEST_CASE("what follows the document is refused", "[events]") {
    for (auto text : {"{} {}", "{},", "1 2", "[]]", "{}x", "null//", "{} /* no */"})
        check_malformed(text);
    CHECK(parse("{} \r\n\t"));
}

TEST_CASE("text that is no document, or half of one, is refused", "[events]") {
    for (auto text : {"", " ", "{", "[", "[1,", "[1,]", "{\"a\"", "{\"a\":", "{\"a\":1,}", "\"a",
                      "tru", "{a: 1}", "{'a': 1}", "{1: 1}", "\"\x01\"", "\"\n\"", R"("\x41")"})
        check_malformed(text);
}

TEST_CASE("a pointer's tokens are escaped", "[events]") {
    CHECK(pointer_to("", "a") == "/a");
    CHECK(pointer_to("/data", "credit") == "/data/credit");
    CHECK(pointer_to("/data", "a/b") == "/data/a~1b");
    CHECK(pointer_to("/data", "a~b") == "/data/a~0b");
    CHECK(pointer_to("/data", "~1") == "/data/~01");
    CHECK(pointer_to("/data", "") == "/data/");
}

TEST_CASE("a zero byte does not end the document", "[events]") {
    using namespace std::string_view_literals;
    for (auto text : {"{}\0"sv, "{}\0{"sv, "\0"sv, "\0{}"sv, "[1,\0]"sv, "\"a\0\""sv})
        check_malformed(text);
    CHECK(parse(R"("\u0000")").value() == "\0"sv);
}

}  // namespace
}  // namespace recert::events
