// What passes the door, counted and logged: requests by operation and class of status, refusals by
// code, connections. Any number of threads; none of them waits but for a line that is logged.
//
// Labels are bounded: operations of the route table, codes of the problem catalogue.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

#include "http/message.hpp"
#include "metrics/exposition.hpp"
#include "metrics/histogram.hpp"
#include "result.hpp"

namespace recert::http {

class Traffic {
  public:
    Traffic();

    void answered(const Request& request, const Response& response, std::chrono::nanoseconds took);
    void refused(ErrorCode code);  // a request, or one line of many
    void connected() { add(connected_); }
    void disconnected() { add(disconnected_); }
    void handshake_failed() { add(handshakes_failed_); }  // under TLS
    void turned_away() { add(turned_away_); }             // connections beyond the limit

    void expose(metrics::Exposition& out) const;

  private:
    using Count = std::atomic<std::uint64_t>;
    static constexpr std::size_t kClasses = 4;  // 2xx … 5xx
    static constexpr std::size_t kCodes = static_cast<std::size_t>(ErrorCode::refused_start) + 1;

    static void add(Count& count) { count.fetch_add(1, std::memory_order_relaxed); }
    void expose_connections(metrics::Exposition& out) const;

    std::vector<std::array<Count, kClasses>> requests_;  // a route, and one for none
    std::array<Count, kCodes> refusals_{};
    Count connected_{0};
    Count disconnected_{0};
    Count turned_away_{0};
    Count handshakes_failed_{0};
    metrics::Histogram nanoseconds_{metrics::duration_bounds()};
};

}  // namespace recert::http
