// POST /v1/holders/{id}/erase: {"reason"} -> {"holders", "events"}.
//
// `holders` are all that are the same person; `events` the holder.erased of the one asked about, or
// none when all of them were erased before. 201, or 200 for that and for a dry run. It is answered
// when nothing is left that would open what is sealed of them.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> erase_holder(const Call& call);

}  // namespace recert::http
