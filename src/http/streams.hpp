// GET /v1/{collection}, /v1/{collection}/{id} and /v1/{collection}/{id}/events, the same for each
// collection.
#pragma once

#include "http/call.hpp"

namespace recert::http {

// The streams of the collection in short form, a page at a time.
Result<Response> stream_list(const Call& call);
// The state on ?as_of, as known at ?known_at; 304 when If-None-Match names its entity tag.
// With its tag; 304 when the client has it already.
Response state_response(const Call& call, const service::State& state);

Result<Response> stream_state(const Call& call);
// The history, oldest first, a page at a time.
Result<Response> stream_events(const Call& call);

}  // namespace recert::http
