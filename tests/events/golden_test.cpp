// tests/golden/entries.ndjson: the canonical bytes of an entry of every event type and schema
// version. These bytes are what ledgers in the field hold and what their tree heads cover.
//
// Changing the file is right in one case: a new type, or a new schema version of a type, adds
// lines. A line that is there never changes and never goes, even when its type is no longer
// written: a ledger may hold it, and it must read for ever.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "samples.hpp"

namespace recert::events {
namespace {

std::set<std::string> golden_lines() {
    std::ifstream file{RECERT_GOLDEN_DIR "/entries.ndjson"};
    REQUIRE(file);
    std::set<std::string> out;
    for (std::string line; std::getline(file, line);) {
        INFO(line);
        CHECK(out.insert(line).second);
    }
    REQUIRE_FALSE(out.empty());
    return out;
}

TEST_CASE("the bytes of every type's current schema are those of the golden file", "[events]") {
    const auto lines = golden_lines();
    for (const auto& sample : samples::all()) {
        const auto line = encode(samples::recorded(samples::event_of(sample))).value();
        INFO("expected in tests/golden/entries.ndjson:\n" << line);
        CHECK(lines.contains(line));
    }
}

TEST_CASE("every line of the golden file still reads, and the current ones rewrite the same",
          "[events]") {
    for (const auto& line : golden_lines()) {
        INFO(line);
        const auto recorded = decode(line);
        REQUIRE(recorded);
        const Json entry = parse(line).value();
        CHECK(type_of(recorded->event) == entry["type"]);
        CHECK(canonical(entry) == line);
        if (schema_of(recorded->event) == entry["schema"]) {
            CHECK(encode(*recorded).value() == line);
        }
    }
}

}  // namespace
}  // namespace recert::events
