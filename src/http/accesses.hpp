// /v1/accesses and /v1/holders/{id}/accesses: who read what of whom.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> list_accesses(const Call& call);
Result<Response> list_accesses_of_holder(const Call& call);

}  // namespace recert::http
