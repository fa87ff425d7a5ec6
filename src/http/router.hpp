// From a request to a response: authentication, the route, its parameters, its handler.
//
// handle() is what the session calls, and what a test calls instead of opening a socket. It does
// not block: handlers that may block run on App::reads. The reply comes exactly once, at once or
// later, from any thread. Order of refusals: 400 (target, headers), 401, 404, 405, 400
// (parameters), 415.
#pragma once

#include "http/app.hpp"
#include "http/message.hpp"

namespace recert::http {

void handle(const Request& request, const App& app, Reply reply);

}  // namespace recert::http
