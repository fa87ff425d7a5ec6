#include "http/traffic.hpp"

#include <algorithm>

#include "http/access_log.hpp"
#include "http/problem_catalogue.hpp"
#include "http/route.hpp"

namespace recert::http {

namespace {

constexpr std::string_view kClassNames[] = {"2xx", "3xx", "4xx", "5xx"};
constexpr int kFirstClass = 2;

std::uint64_t read(const std::atomic<std::uint64_t>& count) {
    return count.load(std::memory_order_relaxed);
}

}  // namespace

Traffic::Traffic() : requests_(routes().size() + 1) {}

void Traffic::answered(const Request& request, const Response& response,
                       std::chrono::nanoseconds took) {
    log_exchange(request, response, took);
    const auto none = static_cast<std::ptrdiff_t>(routes().size());
    const auto route = response.route ? response.route - routes().data() : none;
    const int status_class = std::clamp(response.status / 100 - kFirstClass, 0, 3);
    add(requests_[static_cast<std::size_t>(route)][static_cast<std::size_t>(status_class)]);
    if (response.refusal) refused(*response.refusal);
    nanoseconds_.observe(static_cast<std::uint64_t>(took.count()));
}

void Traffic::refused(ErrorCode code) { add(refusals_[static_cast<std::size_t>(code)]); }

void Traffic::expose(metrics::Exposition& out) const {
    out.counter("recert_http_requests_total", "Requests answered, by operation and status class.");
    for (std::size_t i = 0; i < requests_.size(); ++i) {
        const bool is_none = i == routes().size();
        const std::string operation = is_none ? "none" : routes()[i].operation.id.text();
        for (std::size_t c = 0; c < kClasses; ++c)
            out.sample(read(requests_[i][c]),
                       {{"operation", operation}, {"class", kClassNames[c]}});
    }
    out.histogram("recert_http_request_duration_seconds",
                  "From the end of a request to the head of its answer.", nanoseconds_.read(),
                  metrics::kNanosecondsPerSecond);
    out.counter("recert_refusals_total", "Requests and bulk lines refused, by the problem's code.");
    for (const Explanation& each : explanations())
        out.sample(read(refusals_[static_cast<std::size_t>(each.code)]),
                   {{"code", code_name(each.code)}});
    expose_connections(out);
}

// What has ended is read first, so that no more seem to have ended than began.
void Traffic::expose_connections(metrics::Exposition& out) const {
    const std::uint64_t ended = read(disconnected_);
    const std::uint64_t begun = read(connected_);
    out.gauge("recert_http_connections", "Connections that are open.");
    out.sample(begun - ended);
    out.counter("recert_http_connections_total", "Connections accepted, those refused included.");
    out.sample(begun);
    out.counter("recert_http_connections_refused_total",
                "Connections beyond the limit, told 503 or closed.");
    out.sample(read(turned_away_));
    out.counter("recert_tls_handshakes_failed_total",
                "Connections that ended before TLS was agreed on.");
    out.sample(read(handshakes_failed_));
}

}  // namespace recert::http
