#include "events/mapping.hpp"

#include <catch2/catch.hpp>

namespace recert::events {

enum class Word { first_word, if_ };
BOOST_DESCRIBE_ENUM(Word, first_word, if_)

struct Inner {
    static constexpr bool kAllOptional = true;
    int count = 7;
    std::optional<std::string> note = "kept";
};
BOOST_DESCRIBE_STRUCT(Inner, (), (count, note))

struct Outer {
    Word if_;
    std::map<std::string, Inner> inners;
    std::vector<std::int64_t> numbers;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (if_, inners, numbers))

namespace {

const Path kRoot{Source::client, nullptr, "/rules"};

template <class T>
Result<T> read_text(std::string_view text) {
    T out{};
    if (auto status = read(parse(text).value(), kRoot, out); !status)
        return tl::unexpected<Error>(status.error());
    return out;
}

template <class T>
std::string pointer_of_refusal(std::string_view text) {
    INFO(text);
    const auto result = read_text<T>(text);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::schema);
    return result.error().pointer;
}

TEST_CASE("names on the wire have no trailing underscore, and words have hyphens", "[events]") {
    CHECK(wire_name("if_", '_') == "if");
    CHECK(wire_name("starts_on", '_') == "starts_on");
    CHECK(name_of(Word::first_word) == "first-word");
    CHECK(name_of(Word::if_) == "if");
    CHECK(read_text<Word>(R"("first-word")").value() == Word::first_word);
    CHECK(pointer_of_refusal<Word>(R"("first_word")") == "/rules");
    CHECK(pointer_of_refusal<Word>("0") == "/rules");
}

TEST_CASE("a nested document is read and written as described", "[events]") {
    const auto outer = read_text<Outer>(
        R"({"if": "if", "inners": {"a": {"count": 8, "note": "n"}}, "numbers": [1, -2]})");
    REQUIRE(outer);
    CHECK(outer->if_ == Word::if_);
    CHECK(outer->inners.at("a").count == 8);
    CHECK(outer->inners.at("a").note == "n");
    CHECK(outer->numbers == std::vector<std::int64_t>{1, -2});
}

TEST_CASE("where all is optional an absent key keeps its value and null clears it", "[events]") {
    const auto absent = read_text<Inner>("{}");
    REQUIRE(absent);
    CHECK(absent->count == 7);
    CHECK(absent->note == "kept");
    const auto cleared = read_text<Inner>(R"({"note": null})");
    REQUIRE(cleared);
    CHECK(cleared->note == std::nullopt);
    CHECK(pointer_of_refusal<Inner>(R"({"count": null})") == "/rules/count");
}

TEST_CASE("a refusal points into nested documents", "[events]") {
    CHECK(pointer_of_refusal<Outer>("[]") == "/rules");
    CHECK(pointer_of_refusal<Outer>(R"({"if": "if", "inners": {"a~b/c": {"count": "x"}}})") ==
          "/rules/inners/a~0b~1c/count");
    CHECK(pointer_of_refusal<Outer>(R"({"if": "if", "inners": {"a": {"x": 1}}, "numbers": []})") ==
          "/rules/inners/a/x");
    CHECK(pointer_of_refusal<Outer>(R"({"if": "if", "inners": [], "numbers": []})") ==
          "/rules/inners");
    CHECK(pointer_of_refusal<Outer>(R"({"if": "if", "inners": {}, "numbers": [0, 0, "1"]})") ==
          "/rules/numbers/2");
    CHECK(pointer_of_refusal<Outer>(R"({"if": "if", "inners": {}, "numbers": {}})") ==
          "/rules/numbers");
    CHECK(pointer_of_refusal<Outer>(R"({"if": "if", "inners": {"": {"count": "x"}}})") ==
          "/rules/inners//count");
    CHECK(pointer_of_refusal<Outer>(R"({"": 0})") == "/rules/");
    CHECK(pointer_of_refusal<Outer>(R"({"if_": "if", "inners": {}, "numbers": []})") ==
          "/rules/if_");
}

TEST_CASE("integers are whole and within 2^53 - 1", "[events]") {
    CHECK(read_text<std::int64_t>("9007199254740991").value() == kIntegerMax);
    CHECK(read_text<std::int64_t>("-9007199254740991").value() == -kIntegerMax);
    CHECK(read_text<std::int64_t>("-0").value() == 0);
    for (auto text : {"9007199254740992", "-9007199254740992", "9223372036854775808",
                      "18446744073709551615", "1.0", "\"1\"", "true", "null"})
        CHECK(pointer_of_refusal<std::int64_t>(text) == "/rules");
    CHECK(read_text<int>("-1000000").value() == -1'000'000);
    for (auto text : {"1000001", "-1000001", "4294967297", "0.5"})
        CHECK(pointer_of_refusal<int>(text) == "/rules");
}

TEST_CASE("a list has a bound", "[events]") {
    using Numbers = std::vector<std::int64_t>;
    CHECK(read_text<Numbers>(Json(kListMax, 1).dump()).value().size() == kListMax);
    CHECK(pointer_of_refusal<Numbers>(Json(kListMax + 1, 1).dump()) == "/rules");
}

}  // namespace
}  // namespace recert::events
