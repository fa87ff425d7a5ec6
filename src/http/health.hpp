// /livez, /readyz and the front page: open, and answered without touching the disk.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> livez(const Call& call);   // the process answers
Result<Response> readyz(const Call& call);  // the service takes appends; else its problem
Result<Response> front_page(const Call& call);

}  // namespace recert::http
