#include "http/access_log.hpp"

#include <spdlog/spdlog.h>

#include "http/route.hpp"

namespace recert::http {

namespace {

spdlog::level::level_enum level_of(int status) {
    if (status >= 500) return spdlog::level::warn;
    return status >= 400 ? spdlog::level::info : spdlog::level::debug;
}

std::string_view or_dash(std::string_view text) { return text.empty() ? "-" : text; }

// In quotes, on one line whatever it holds.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        if (c == '"' || c == '\\') out += '\\';
        out += is_control ? ' ' : c;
    }
    return out += '"';
}

}  // namespace

void begin_log(std::string_view level) {
    spdlog::set_pattern("time=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v", spdlog::pattern_time_type::utc);
    spdlog::set_level(spdlog::level::from_str(std::string(level)));
}

void log_exchange(const Request& request, const Response& response, std::chrono::nanoseconds took) {
    const auto level = level_of(response.status);
    spdlog::logger* logger = spdlog::default_logger_raw();
    if (!logger->should_log(level)) return;
    const Route* route = response.route;
    logger->log(level,
                "event=request method={} operation={} route={} status={} code={} ms={:.3f} "
                "client={} request_id={}",
                method_name(request.method), route ? route->operation.id.text() : "-",
                route ? route->pattern : "-", response.status,
                response.refusal ? code_name(*response.refusal) : "-",
                static_cast<double>(took.count()) / 1e6, network_name(request.client.address),
                or_dash(response.request_id));
}

void log_failure(std::string_view place, std::string_view request_id, std::string_view what) {
    spdlog::error("event=failure place={} request_id={} what={}", or_dash(place),
                  or_dash(request_id), quoted(what));
}

void log_accept_failure(std::string_view what) {
    spdlog::warn("event=accept-failed what={}", quoted(what));
}

void log_certificate(std::time_t expires_at) {
    const bool has_expired = expires_at <= std::time(nullptr);
    std::tm parts{};
    gmtime_r(&expires_at, &parts);
    char text[32] = {};
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    spdlog::log(has_expired ? spdlog::level::warn : spdlog::level::info,
                "event=certificate expires={} expired={}", text, has_expired);
}

void log_certificate_refused(std::string_view what) {
    spdlog::error("event=certificate-refused what={}", quoted(what));
}

void log_missing_font(std::string_view family) {
    spdlog::warn("event=font-missing family={}", quoted(family));
}

}  // namespace recert::http
