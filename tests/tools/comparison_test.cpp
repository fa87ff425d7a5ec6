#include "tools/comparison.hpp"

#include <catch2/catch.hpp>

using recert::events::Json;
using recert::tools::compare;

namespace {

Json json(const char* text) { return Json::parse(text); }

std::vector<std::string> paths(const char* expected, const char* got) {
    std::vector<std::string> found;
    for (const auto& difference : compare(json(expected), json(got)))
        found.push_back(difference.path);
    return found;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("fields that the expectation does not name are not looked at", "[tools]") {
    CHECK(paths(R"({"status": "active"})", R"({"status": "active", "version": 3})") == Paths{});
    CHECK(paths("{}", R"({"status": "active"})") == Paths{});
}

TEST_CASE("a field that differs or is missing is named by its path", "[tools]") {
    CHECK(paths(R"({"cycle": {"number": 1}})", R"({"cycle": {"number": 2}})") ==
          Paths{"/cycle/number"});
    CHECK(paths(R"({"cycle": {"number": 1}})", R"({"cycle": null})") == Paths{"/cycle"});
    CHECK(paths(R"({"a/b": 1})", "{}") == Paths{"/a~1b"});
    const auto found = compare(json(R"({"counted": 24})"), json(R"({"counted": 18.5})"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].expected == "24");
    CHECK(found[0].got == "18.5");
    CHECK(compare(json(R"({"x": 1})"), json("{}")).at(0).got == "nothing");
}

TEST_CASE("numbers are equal by value, null only to null", "[tools]") {
    CHECK(paths(R"({"counted": 24})", R"({"counted": 24.0})") == Paths{});
    CHECK(paths(R"({"cycle": null})", R"({"cycle": null})") == Paths{});
    CHECK(paths(R"({"cycle": null})", R"({"cycle": {}})") == Paths{"/cycle"});
}

TEST_CASE("elements of a list are found by what identifies them", "[tools]") {
    const char* got =
        R"({"path": [{"step": "modules", "met": true}, {"step": "exam", "met": false}]})";
    CHECK(paths(R"({"path": [{"step": "exam", "met": false}]})", got) == Paths{});
    CHECK(paths(R"({"path": [{"step": "exam", "met": true}]})", got) == Paths{"/path/exam/met"});
    CHECK(paths(R"({"path": [{"step": "practicum"}]})", got) == Paths{"/path/practicum"});
    CHECK(paths(R"({"cycles": [{"number": 2, "outcome": "open"}]})",
                R"({"cycles": [{"number": 2, "outcome": "lapsed"}]})") ==
          Paths{"/cycles/2/outcome"});
}

TEST_CASE("an empty list must be empty and a list of values equal as a whole", "[tools]") {
    CHECK(paths(R"({"flags": []})", R"({"flags": [{"code": "reported-late"}]})") ==
          Paths{"/flags"});
    CHECK(paths(R"({"events": ["a", "b"]})", R"({"events": ["a"]})") == Paths{"/events"});
    CHECK(paths(R"({"events": ["a"]})", R"({"events": ["a"]})") == Paths{});
}

TEST_CASE("a star stands for any text that is not empty", "[tools]") {
    CHECK(paths(R"({"clause": "*"})", R"({"clause": "24 hours"})") == Paths{});
    CHECK(paths(R"({"clause": "*"})", R"({"clause": ""})") == Paths{"/clause"});
    CHECK(paths(R"({"clause": "*"})", R"({"clause": 7})") == Paths{"/clause"});
    CHECK(paths(R"({"clause": "*"})", "{}") == Paths{"/clause"});
}
