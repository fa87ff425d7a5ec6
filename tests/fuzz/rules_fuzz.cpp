// Rules documents: any text is refused with places or read; what is read can be warned of, judged
// by, and compared with other rules.
#include "fuzz/fuzz.hpp"
#include "projections/rule_warnings.hpp"
#include "projections/what_if.hpp"
#include "support/story.hpp"

using namespace recert;
using events::Json;
using fuzz::expect;

namespace {

const char* const kDays[] = {"2020-06-01", "2022-01-15", "2022-03-07", "2026-07-01"};

// Three cycles of claims under plain rules: renewed, renewed late, not renewed.
const testing::Story& story() {
    static const testing::Story told = [] {
        testing::Story story{testing::Story::with_rules(
            R"({"unit": {"name": "hour", "minutes": 60}, "cycle": {"length": "P2Y"},
                "categories": {"a": {"children": {"x": {}, "y": {}}}, "b": {}},
                "requirements": [{"id": "total", "sum": "*", "min": 20},
                                 {"id": "renewal-fee", "fee": "renewal"}],
                "carry_over": {"max": 8}})")};
        story.certified("2020-03-06");
        story.log("a1", "2020-05-01", 12, {{"category", "a.x"}});
        story.log("a2", "2021-05-01", 20, {{"category", "a.y"}});
        story.pay("2021-06-01");
        story.log("a3", "2022-05-01", 4, {{"category", "b"}});
        story.log("a4", "2023-05-01", 16, {{"category", "a.x"}});
        story.pay("2024-03-05");
        story.log("a5", "2025-01-01", 3, {{"category", "b"}});
        return story;
    }();
    return told;
}

// `counted` never exceeds what was claimed, whatever the rules.
void judge_by(const projections::Rules& rules) {
    const auto present = story().context();
    auto changed = present;
    const auto program = present.program->under(rules);
    changed.program = program;
    for (const char* const text : kDays) {
        const auto day = events::parse_date(text).value();
        const Json standing = projections::standing_json(story().record(), changed, day);
        for (const Json& claim : standing["cycle"].value("activities", Json::array()))
            expect(claim["counted"] <= claim["eligible"], "what counts is eligible");
        projections::what_if(story().record(), present, changed, day);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto document = events::parse(fuzz::text_of(data, size));
    if (!document) return 0;
    // A program's document holds its rules; what is no such document is taken for the rules.
    const bool is_program = document->is_object() && document->contains("rules");
    const auto reading = projections::read_rules(is_program ? (*document)["rules"] : *document, "");
    expect(reading.faults.all.size() <= events::Faults::kMax, "the faults told are bounded");
    if (!reading.faults.all.empty()) return 0;
    projections::rule_warnings(reading.rules, "");
    judge_by(reading.rules);
    return 0;
}
