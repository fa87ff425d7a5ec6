// The parts that /openapi.json is put together from. Each is pure.
#pragma once

#include <set>
#include <span>
#include <string_view>

#include "http/route.hpp"

namespace recert::http {

// One of openapi/*.json.
struct OpenapiText {
    std::string_view name;  // parameters
    std::string_view text;
};
std::span<const OpenapiText> openapi_texts();

events::Json reference(std::string_view kind, std::string_view name);  // #/components/kind/name

// "paths", from the route table; `parameters` is openapi/parameters.json, whose names it checks.
events::Json openapi_paths(const std::vector<Route>& table, const events::Json& parameters);

// Component schemas of the event types: CpeLogged, CpeLoggedData, CpeLoggedDraft, Event, …
events::Json event_components();

// Who may: {"holder": "own", "staff": "all", …}, and in words: holder (its own), staff, ….
events::Json roles_json(const service::ByRole& reach);
std::string roles_text(const events::Json& roles);

// Who may append an event type: `x-roles`, and whether it decides on a claim or a duty, so that
// nobody may append it about themselves: `x-not-about-oneself`.
void add_writers(events::Json& schema, std::string_view type);

// The problems that follow from what a route is, and those it says, by status.
std::set<int> refusals_of(const Route& route);

// Component schema ProblemCode, and the responses Problem400, …, each with its codes.
events::Json problem_codes();
events::Json problem_responses(const std::set<int>& statuses);

}  // namespace recert::http
