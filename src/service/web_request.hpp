// One question to an issuer over HTTP, by libcurl: blocks, for kWebSecondsMax at the most.
//
// Certificates are checked, answers bounded, redirects not followed: an issuer says itself where
// its keys are, nobody on the way does. Plain HTTP goes to this machine alone. Thread-safe.
#pragma once

#include <functional>
#include <string>

#include "result.hpp"

namespace recert::service {

inline constexpr long kWebConnectSecondsMax = 5;
inline constexpr long kWebSecondsMax = 10;
inline constexpr std::size_t kWebBytesMax = std::size_t{1} << 20;

struct WebRequest {
    std::string url;
    std::string form{};           // posted as application/x-www-form-urlencoded; empty: a GET
    std::string authorization{};  // the header's value, if any
};

struct WebResponse {
    long status = 0;
    std::string body{};
};

// Errors: issuer-unavailable. An answer of any status is a value.
Result<WebResponse> ask_web(const WebRequest& request);
using AskWeb = std::function<Result<WebResponse>(const WebRequest&)>;

bool is_web_url(const std::string& text);
// Errors: bad-parameter, unless it is https, or http to this machine.
Status check_web_url(const std::string& url);

// As in a query and a form: all but letters, digits and -._~ escaped.
std::string url_encoded(std::string_view text);

}  // namespace recert::service
