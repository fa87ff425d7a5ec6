// From a request to a response: authentication, the route, its parameters, its handler.
//
// handle() is what the session calls, and what a test calls instead of opening a socket. It does
// not block: handlers that may block run on App::reads. The reply comes exactly once, at once or
// later, from any thread. Order of refusals: 400 (target, headers), 401, 404, 405, 400
// (parameters), 415.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "http/call.hpp"
#include "http/message.hpp"

namespace recert::http {

void handle(const Request& request, const App& app, Reply reply);

enum class Access { open, token };

struct Here {  // neither blocks nor waits
    Result<Response> (*handler)(const Call&);
};
struct OnReadPool {  // may block
    Result<Response> (*handler)(const Call&);
};
struct Later {  // answers from another thread; copies out of the call what it needs then
    void (*handler)(const Call&, Answer);
};

struct Route {
    Method method;
    std::string pattern;  // /v1/holders/{id}/events; at most two {…}
    std::variant<Here, OnReadPool, Later> runs;
    std::vector<std::string_view> parameters{};  // any other is a bad-parameter
    Access access = Access::token;
    events::StreamKind kind{};
    std::string_view takes = kJson;  // the body of a POST
};

// Every route there is.
const std::vector<Route>& routes();

}  // namespace recert::http
