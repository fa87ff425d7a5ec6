#include "http/access_log.hpp"

#include <spdlog/spdlog.h>

namespace recert::http {

namespace {

spdlog::level::level_enum level_of(int status) {
    if (status >= 500) return spdlog::level::warn;
    return status >= 400 ? spdlog::level::info : spdlog::level::debug;
}

std::string_view or_dash(std::string_view text) { return text.empty() ? "-" : text; }

}  // namespace

void log_exchange(Method method, const Response& response, std::chrono::microseconds took) {
    const auto level = level_of(response.status);
    spdlog::logger* logger = spdlog::default_logger_raw();
    if (!logger->should_log(level)) return;
    logger->log(level, "request method={} route={} status={} ms={:.3f} request_id={}",
                method_name(method), or_dash(response.route), response.status,
                static_cast<double>(took.count()) / 1000.0, or_dash(response.request_id));
}

void log_failure(std::string_view route, std::string_view request_id, std::string_view what) {
    spdlog::error("failure route={} request_id={} what={}", or_dash(route), or_dash(request_id),
                  what);
}

}  // namespace recert::http
