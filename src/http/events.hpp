// GET /v1/events, /v1/events/{seq} and /v1/events/{seq}/entry: the ledger as one sequence.
#pragma once

#include "http/call.hpp"

namespace recert::http {

// Of the path. Errors: not-found.
Result<Seq> seq_of(const Call& call);

Result<Response> ledger_events(const Call& call);
Result<Response> one_event(const Call& call);
Result<Response> one_entry(const Call& call);  // the exact stored bytes, as hashed

}  // namespace recert::http
