// /livez and /readyz: open, and answered without touching the disk.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> livez(const Call& call);   // the process answers
Result<Response> readyz(const Call& call);  // the service takes appends; else its problem

}  // namespace recert::http
