// What an event did to the standing of its credential, in a few words.
#pragma once

#include <optional>
#include <string>

#include "events/json.hpp"
#include "projections/context.hpp"
#include "projections/record.hpp"

namespace recert::tools {

// The standing on a day, as far as it is told: {"status", "valid_until"?, "counted":
// {<requirement>:
// {"counted", "required", "met"}}, "missing": […]}; null before the registration.
events::Json stand_of(const projections::CredentialRecord* record,
                      const projections::Context& context, events::Date day);

// active → active; total 16 → 17.5 of 24; missing: 6.5 more hours by 7 May 2026
std::string in_words(const events::Json& before, const events::Json& after);

}  // namespace recert::tools
