// /v1/programs/{id}/what-if: who would change standing under the rules in the body.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> what_if(const Call& call);

}  // namespace recert::http
