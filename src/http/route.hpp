// A row of the route table: where a request goes, and what the API's document says of it.
//
// The router runs on the first half, /openapi.json is made of both. A row without its Operation, or
// without the right it needs, does not compile: the document cannot lack a route, nor a route a
// lock.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/call.hpp"
#include "http/message.hpp"
#include "http/rates.hpp"
#include "service/grants.hpp"

namespace recert::http {

struct Here {  // neither blocks nor waits
    Result<Response> (*handler)(const Call&);
};
struct OnReadPool {  // may block
    Result<Response> (*handler)(const Call&);
};
struct Later {  // answers from another thread; copies out of the call what it needs then
    void (*handler)(const Call&, Answer);
};

// A text that must be given: unlike a string it has no empty default.
class Told {
  public:
    Told(const char* text) : text_(text) {}
    Told(std::string text) : text_(std::move(text)) {}
    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

// A body: its media type, and the component schema it follows (src/http/openapi/*.json, or one made
// of an event type); without one it is text. `is_page`: {"items", "next"} of such.
struct Content {
    std::string_view media;
    std::string schema{};
    bool is_page = false;
};

// An answer that is no problem.
struct Success {
    int status;
    std::vector<Content> content{};  // none: no body
    std::vector<std::string_view> headers{};
};

// What the document says of a route. Parameters in the path and the query it knows from the route;
// the problems that any such route may answer with (400, 500, 503; 401 and 403 behind a token; 404
// where the path names something; 408, 413, 415 and 422 with a body), too.
struct Operation {
    Told id;       // unique; what generated clients call it: appendToCredential
    Told tag;      // the resource it belongs to
    Told summary;  // one line
    std::vector<Success> answers;
    std::vector<Content> takes{};             // the body of the request
    std::vector<std::string_view> headers{};  // of the request
    std::vector<int> refuses{};               // statuses of further problems
};

// The right that a request makes use of, which the tables of service/grants.hpp give to roles; it
// must be given, too.
class Needs {
  public:
    Needs(service::Right right) : right_(right) {}
    service::Right right() const { return right_; }

  private:
    service::Right right_;
};

struct Route {
    Method method;
    std::string pattern;  // /v1/holders/{id}/events; at most two {…}: Call::id, Call::sub_id
    Needs needs;          // to streams of `kind`, if it is of one
    std::variant<Here, OnReadPool, Later> runs;
    Operation operation;
    std::vector<std::string_view> parameters{};  // of the query; any other is a bad-parameter
    events::StreamKind kind{};
    Rate rate = Rate::address;  // counts it where no token is asked for; who shows one counts by it
    bool any_origin = false;    // pages of any origin may read the answers
    bool takes_rest = false;    // the last {…} takes what is left of the path, slashes included
    bool is_open_here = false;  // to clients on this machine, without a token
    bool ignores_others = false;  // parameters that are not named here: others add them on the way

    bool is_open() const { return needs.right() == service::Right::anybody; }
};

// Every route there is.
const std::vector<Route>& routes();

}  // namespace recert::http
