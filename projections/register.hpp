// The register: for each credential one row, its status timeline and what lists and verifications
// ask for. Nothing in it depends on today, and nothing personal is in it.
#pragma once

#include <optional>

#include "events/json.hpp"
#include "projections/context.hpp"
#include "projections/record.hpp"

namespace recert::projections {

// {"program", "holder", "organization", "timeline": [[date, status], …], "awards": [[on, number],
// …], "cycles": [[granted_on, number, starts_on, ends_on], …], "practicums", "rules_until",
// "providers"}, as known after the record's last event. The last three are what of its program the
// row rests on: whose dates were asked, the last day whose rules were, and whether approvals of
// providers were.
events::Json register_row(const CredentialRecord& record, const Context& context);

// The short form of the standing on a day, out of a row: the members of standing_json that lists
// show, by the same names. Null before the registration.
events::Json short_standing(const events::Json& row, events::Date as_of);

// The last of what the program told that may change rows judged before it.
std::optional<Seq> last_news(const Program& program);

// Whether what the program tells of itself after `judged_at` may change a row judged then.
bool may_be_outdated(const events::Json& row, Seq judged_at, const Program& program);

// Whether an event may change its credential's row. `record` is as the event left it.
bool may_change_row(const CredentialRecord& record, const events::CredentialEvent& event);

}  // namespace recert::projections
