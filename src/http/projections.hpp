// /v1/projections: how the read models stand, and building one again beside its use.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> list_projections(const Call& call);
// 202: it is under way; the list tells what comes of it.
Result<Response> rebuild_projection(const Call& call);

}  // namespace recert::http
