// GET /openapi.json: the API as an OpenAPI 3.1 document, made of what the service runs on: the
// route table, the event types and the problem catalogue; by hand are only the texts in openapi/.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> openapi(const Call& call);

// Made anew at every call. A name that is nowhere described throws: a test makes it once.
events::Json make_openapi();

}  // namespace recert::http
