#include "tools/places.hpp"

#include <catch2/catch.hpp>

using recert::tools::Places;
using recert::tools::Position;

namespace Catch {
template <>
struct StringMaker<Position> {
    static std::string convert(const Position& at) {
        return std::to_string(at.line) + ":" + std::to_string(at.column);
    }
};
}  // namespace Catch

TEST_CASE("a value's place is that of its key or its first character", "[places]") {
    const Places places{"{\n  \"a\": [1,\n    {\"b/c\": \"x\"}],\n  \"\xc3\xa9\": 2, \"d\": 3}"};
    CHECK(places.of("") == Position{1, 1});
    CHECK(places.of("/a") == Position{2, 3});
    CHECK(places.of("/a/0") == Position{2, 9});
    CHECK(places.of("/a/1/b~1c") == Position{3, 6});
    CHECK(places.of("/d") == Position{4, 11});  // counted in characters, not bytes
    CHECK(places.end_of_json() == Position{4, 18});
}

TEST_CASE("what is not there has the place of what would hold it", "[places]") {
    const Places places{R"({"a": {"b": 1}})"};
    CHECK(places.of("/a/none/below") == places.of("/a"));
    CHECK(places.of("/none") == Position{1, 1});
}

TEST_CASE("a key with an escape is known by what it says", "[places]") {
    const Places places{R"({"xA\"": {"b": 1}})"};
    CHECK(places.of("/xA\"/b") == Position{1, 11});
}

TEST_CASE("JSON ends at its first fault", "[places]") {
    CHECK(Places{"{\"a\": tru}"}.end_of_json() == Position{1, 10});
    CHECK(Places{"{\"a\": 1,\n \"a\": 2}"}.end_of_json() == Position{2, 2});
    CHECK(Places{"[1, 2"}.end_of_json() == Position{1, 6});
    CHECK(Places{"[1] 2"}.end_of_json() == Position{1, 5});
    CHECK(Places{""}.end_of_json() == Position{1, 1});
    CHECK(Places{std::string_view{"{}\0", 3}}.end_of_json() == Position{1, 3});
    CHECK(Places{std::string(33, '[') + std::string(33, ']')}.end_of_json() == Position{1, 33});
    CHECK(Places{"{\"a\": nul, \"b\": 1, \"b\": 2}"}.end_of_json() == Position{1, 10});
}
