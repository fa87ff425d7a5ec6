// One line a request, and one for what nobody foresaw: key=value, through spdlog's default logger.
//
// It names the route's pattern, never the path: an id may stand for a person. Requests that went
// well are logged at `debug`, refused ones at `info`, failed ones at `warn`.
#pragma once

#include <chrono>
#include <string_view>

#include "http/message.hpp"

namespace recert::http {

void log_exchange(Method method, const Response& response, std::chrono::microseconds took);
void log_failure(std::string_view route, std::string_view request_id, std::string_view what);

}  // namespace recert::http
