// GET /v1/events, /v1/events/{seq}, …/entry and …/openings: the ledger as one sequence.
#pragma once

#include "http/call.hpp"

namespace recert::http {

// Of the path. Errors: not-found.
Result<Seq> seq_of(const Call& call);

Result<Response> ledger_events(const Call& call);
Result<Response> one_event(const Call& call);
Result<Response> one_entry(const Call& call);  // the exact stored bytes, as hashed
Result<Response> entry_openings(const Call& call);

}  // namespace recert::http
