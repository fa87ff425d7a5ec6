#include "http/wire.hpp"

#include <charconv>
#include <ctime>

namespace recert::http {

namespace {

// A year. Names below ours are others' to bind.
constexpr std::string_view kStrictTransport = "max-age=31536000";

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "";  // a reason may be empty
    }
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

// RFC 9110's date, made once a second.
std::string_view date_now() {
    thread_local std::time_t made_at = 0;
    thread_local char text[32] = {};
    const std::time_t now = std::time(nullptr);
    if (now != made_at) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
        made_at = now;
    }
    return text;
}

}  // namespace

bool has_body(const Response& response, Method method) {
    return method != Method::head && response.status != 204 && response.status != 304;
}

void write_head(std::string& out, const Response& response, const Framing& framing) {
    out.clear();
    out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(1, ' ');
    out.append(reason_of(response.status)).append("\r\n");
    append_line(out, "Date", date_now());
    if (response.status != 204 && response.status != 304) {
        append_line(out, "Content-Type", response.content_type);
        if (!response.source)
            append_line(out, "Content-Length", std::to_string(response.body.size()));
        else if (!framing.http_1_0)
            append_line(out, "Transfer-Encoding", "chunked");
        append_line(out, "X-Content-Type-Options", "nosniff");
    }
    for (const Header& header : response.headers) append_line(out, header.name, header.value);
    if (framing.secure) append_line(out, "Strict-Transport-Security", kStrictTransport);
    if (!response.request_id.empty()) append_line(out, "X-Request-Id", response.request_id);
    if (!framing.keep_alive)
        append_line(out, "Connection", "close");
    else if (framing.http_1_0)
        append_line(out, "Connection", "keep-alive");
    out.append("\r\n");
}

void write_chunk_size(std::string& out, std::size_t size) {
    char text[2 * sizeof size];
    char* const end = std::to_chars(text, text + sizeof text, size, 16).ptr;
    out.assign(text, end).append("\r\n");
}

}  // namespace recert::http
