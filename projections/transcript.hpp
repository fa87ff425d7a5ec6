// What a transcript tells: every cycle of a credential, judged by all facts up to a day, with each
// activity and what became of it; fees with what was paid; the decisions. Pure.
//
// {"program": {"id", "name", "issuer", "url"}, "holder": {"id"}, "organization", "status",
//  "number", "certified_on", "valid_until",
//  "cycles": [of a standing's cycle (api §4) what does not pass with the day: {"number",
//             "starts_on", "ends_on", "extended_until"?, "requirements", "activities",
//             "carried_in", "would_carry", "would_lose"}, and {"outcome", "rules_version",
//             "unit"}],
//  "outside": [the activities that fall in no cycle],
//  "fees": [of a standing, each with "entries": [{"seq", "type", "on", "money"?, "method"?}]],
//  "decisions": [{"seq", "type", "on", "by_service", "cycle"?, "valid_from"?, "valid_until"?,
//                 "satisfied_on"?, "rules_version"?}]}
// An activity has, beyond a standing's: "provider", "format", "started_on", "minutes" (each or
// null), "parts"? [{"category", "credit"}], "evidence" [SHA-256]. Cycles are the oldest first,
// activities in the order in which they count, decisions in that of the ledger: awards, renewals,
// and what people made of the credential.
//
// Not here: what only entries hold (titles, references, when it was recorded); the service adds
// it (service/papers.hpp).
#pragma once

#include <optional>

#include "events/json.hpp"
#include "projections/context.hpp"
#include "result.hpp"

namespace recert::projections {

// Of all cycles granted by the day; of one that is asked for, with its fees and decisions alone.
// Errors: not-found (no such cycle).
Result<events::Json> transcript_json(const CredentialRecord& record, const Context& context,
                                     events::Date as_of, std::optional<std::int64_t> cycle);

}  // namespace recert::projections
