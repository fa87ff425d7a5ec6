// One line a request, and one for what the operator must know: key=value, through spdlog's default
// logger.
//
// It names the operation and the route's pattern, never the path or the query: an id may stand for
// a person, a query may hold a secret. Of a client it names the network. Requests that went well
// are logged at `debug`, refused ones at `info`, failed ones at `warn`.
#pragma once

#include <chrono>
#include <ctime>
#include <string_view>

#include "http/message.hpp"

namespace recert::http {

inline constexpr std::string_view kLogLevels[] = {"debug", "info", "warn", "error", "off"};

// From now on, on standard output; `level` is one of kLogLevels.
void begin_log(std::string_view level);

void log_exchange(const Request& request, const Response& response, std::chrono::nanoseconds took);
void log_failure(std::string_view place, std::string_view request_id, std::string_view what);
void log_accept_failure(std::string_view what);
void log_certificate(std::time_t expires_at);         // in use from now on
void log_certificate_refused(std::string_view what);  // the one before stays
void log_missing_font(std::string_view family);

}  // namespace recert::http
