// /v1/clock: what time it is in the ledger, and, in a sandbox, moving on.
#pragma once

#include "http/call.hpp"

namespace recert::http {

// {"sandbox", "now", "offset_seconds"?}
Result<Response> clock_state(const Call& call);

// {"now"}: an instant, or a date for noon UTC of it, so that it is that day in almost every zone.
Result<Response> put_clock_forward(const Call& call);

}  // namespace recert::http
