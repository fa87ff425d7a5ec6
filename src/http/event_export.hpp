// GET /v1/events as application/x-ndjson: everything that matches, as known when it was asked for,
// an envelope a line. Read ahead by one page of kEventsAtOnce; what cannot be read to its end is
// cut off, never ended as if it were whole.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> export_events(const Call& call, std::optional<events::StreamName> stream);

}  // namespace recert::http
