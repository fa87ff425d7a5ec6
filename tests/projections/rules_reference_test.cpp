// The examples of projections/programs/README.md: each says what its text says.
#include <catch2/catch.hpp>
#include <fstream>

#include "projections/rules.hpp"

using namespace recert;
using events::Json;

namespace {

struct Example {
    std::string document;
    std::string refused_at;  // empty: it is accepted
    int line;
};

std::vector<Example> examples() {
    const std::string fence = "```json";
    const std::string refused = " refused=";
    std::ifstream page(RECERT_RULES_REFERENCE);
    std::vector<Example> found;
    bool is_inside = false;
    int number = 0;
    for (std::string line; std::getline(page, line);) {
        ++number;
        if (!is_inside && line.starts_with(fence)) {
            is_inside = true;
            const std::string rest = line.substr(fence.size());
            found.push_back({"", rest.empty() ? "" : rest.substr(refused.size()), number});
        } else if (line == "```") {
            is_inside = false;
        } else if (is_inside) {
            found.back().document += line;
        }
    }
    return found;
}

}  // namespace

TEST_CASE("the examples of the language's reference are accepted or refused as it says",
          "[rules]") {
    const auto all = examples();
    REQUIRE(all.size() > 20);
    const Json smallest = Json::parse(all.front().document);
    for (const Example& example : all) {
        INFO("line " << example.line);
        Json document = smallest;
        document.merge_patch(Json::parse(example.document));
        const auto rules = projections::parse_rules(document, "/data/rules");
        if (!rules) INFO(rules.error().message);
        REQUIRE(rules.has_value() == example.refused_at.empty());
        if (!rules) CHECK(rules.error().pointer == example.refused_at);
    }
}
