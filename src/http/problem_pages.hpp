// /problems and /problems/{code}: what `type` in a problem points to. JSON, or HTML for a browser.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> problem_index(const Call& call);
Result<Response> problem_page(const Call& call);

}  // namespace recert::http
