// GET /v1/credentials/{id}/transcript
#pragma once

#include "http/call.hpp"

namespace recert::http {

// JSON; 304 when the client has it already.
Result<Response> read_transcript(const Call& call);

}  // namespace recert::http
