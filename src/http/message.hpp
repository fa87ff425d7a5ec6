// A request and a response as the handlers see them: no sockets, no library's types.
//
// A Request is a set of views into the connection's buffers; they hold until handle() returns and,
// for a route that runs on the read pool, until its reply. A handler that answers later copies
// what it needs. Header values are given trimmed; an absent header is an empty view.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/client.hpp"
#include "result.hpp"

namespace recert::http {

class BodySink;
class BodySource;
class Upload;
struct Route;

enum class Method { get, head, post, put, patch, delete_, options, other };
std::string_view method_name(Method method);

// The headers this service reads, and no others.
struct RequestHeaders {
    std::string_view accept{};
    std::string_view accept_encoding{};
    std::string_view authorization{};
    std::string_view content_type{};
    std::string_view idempotency_key{};
    std::string_view if_match{};
    std::string_view if_none_match{};
    std::string_view last_event_id{};
    std::string_view prefer{};
    std::string_view request_id{};
    std::string_view cookie{};
    std::string_view csrf_token{};
    std::string_view host{};
    std::string_view origin{};
    std::string_view sec_fetch_site{};
    Forwarding forwarding{};
    std::string_view repeated{};  // name of one that came twice and has but one value
};

struct Request {
    Method method = Method::get;
    std::string_view target{};  // as received: path and query
    std::string_view body{};
    RequestHeaders headers{};
    Client client{};
};

struct Header {
    std::string_view name;  // a literal
    std::string value;
};

struct Response {
    int status = 200;
    std::string_view content_type{};  // a literal; empty: no body
    std::string body{};
    std::vector<Header> headers{};
    const Route* route = nullptr;        // the one that answered
    std::optional<ErrorCode> refusal{};  // why there is only a problem
    std::string request_id{};
    std::shared_ptr<BodySource> source{};  // of a body made while it is sent; `body` is empty
    std::shared_ptr<BodySink> sink{};      // with a source: takes the request's body as it comes
    std::shared_ptr<Upload> upload{};      // takes the body first, and answers instead of all this

    std::string_view header(std::string_view name) const;  // empty if absent
};

// Called exactly once, from any thread.
using Reply = std::function<void(Response)>;

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kNdjson = "application/x-ndjson";
inline constexpr std::string_view kEventStream = "text/event-stream";
inline constexpr std::string_view kProblemJson = "application/problem+json";
inline constexpr std::string_view kHtml = "text/html; charset=utf-8";
inline constexpr std::string_view kPlain = "text/plain; charset=utf-8";
inline constexpr std::string_view kZip = "application/zip";
inline constexpr std::string_view kForm = "application/x-www-form-urlencoded";
inline constexpr std::string_view kBytes = "application/octet-stream";

// Files that may be put: their bodies are taken as they come.
inline constexpr std::array<std::string_view, 4> kFileMedia = {"application/pdf", "image/png",
                                                               "image/jpeg", "text/plain"};

}  // namespace recert::http
