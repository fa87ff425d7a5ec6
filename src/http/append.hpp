// POST /v1/{collection} and POST /v1/{collection}/{id}/events.
//
// 201 with Location (a creation) and ETag, 200 for a dry run. The whole answer is read from the
// store on the read pool; `Prefer: return=minimal` is answered at once.
#pragma once

#include "http/call.hpp"

namespace recert::http {

// What the headers and the query say about an append to the call's stream.
Result<service::Append> append_of(const Call& call);

void create_stream(const Call& call, Answer answer);
void append_events(const Call& call, Answer answer);

}  // namespace recert::http
