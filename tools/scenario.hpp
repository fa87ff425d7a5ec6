// A scenario: facts to post, and what must be answered; the form is told in
// tests/scenarios/README.md.
//
// read_scenario() refuses (malformed, with a pointer) what is not of the form, unknown keys
// included. replay() performs the steps in order and answers what differed; it stops at the first
// request without an answer, and after a fact that was not taken, since what follows would be
// noise.
#pragma once

#include <string>
#include <vector>

#include "events/json.hpp"
#include "result.hpp"
#include "tools/comparison.hpp"
#include "tools/http_client.hpp"

namespace recert::tools {

inline constexpr std::size_t kScenarioBytesMax = std::size_t{1} << 20;

struct Scenario {
    std::string title;  // the sentence it shows
    events::Json steps;
};

// One step whose answer was not the expected one.
struct Finding {
    std::string step;  // for people: `step 14, credentials/ada as of 2022-03-06`
    std::vector<Difference> differences;
};

Result<Scenario> read_scenario(const std::string& file);
Result<std::vector<Finding>> replay(const Scenario& scenario, Server& server);

}  // namespace recert::tools
