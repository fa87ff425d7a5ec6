#include "metrics/exposition.hpp"

#include <catch2/catch.hpp>

#include "metrics/process.hpp"

using namespace recert::metrics;

TEST_CASE("a family is its help, its type and its samples", "[metrics]") {
    Exposition out;
    out.counter("recert_requests_total", "Requests answered.");
    out.sample(7, {{"operation", "listEvents"}, {"class", "2xx"}});
    out.sample(1, {{"operation", "a \"b\"\\\n"}});
    out.gauge("recert_queue_commands", "Appends that wait.");
    out.sample(0);
    CHECK(out.take() ==
          "# HELP recert_requests_total Requests answered.\n"
          "# TYPE recert_requests_total counter\n"
          "recert_requests_total{operation=\"listEvents\",class=\"2xx\"} 7\n"
          "recert_requests_total{operation=\"a \\\"b\\\"\\\\\\n\"} 1\n"
          "# HELP recert_queue_commands Appends that wait.\n"
          "# TYPE recert_queue_commands gauge\n"
          "recert_queue_commands 0\n");
}

TEST_CASE("a histogram's buckets add up, in the unit's scale", "[metrics]") {
    Exposition out;
    const std::uint64_t bounds[] = {500'000, 2'500'000};
    out.histogram("recert_sync_seconds", "A sync.", {bounds, {3, 1, 1}, 4'000'000},
                  kNanosecondsPerSecond);
    CHECK(out.take() ==
          "# HELP recert_sync_seconds A sync.\n"
          "# TYPE recert_sync_seconds histogram\n"
          "recert_sync_seconds_bucket{le=\"0.0005\"} 3\n"
          "recert_sync_seconds_bucket{le=\"0.0025\"} 4\n"
          "recert_sync_seconds_bucket{le=\"+Inf\"} 5\n"
          "recert_sync_seconds_sum 0.004\n"
          "recert_sync_seconds_count 5\n");
}

TEST_CASE("a process tells of its memory and its descriptors", "[metrics]") {
    Exposition out;
    expose_process(out);
    const std::string text = out.take();
    for (const char* name :
         {"process_resident_memory_bytes ", "process_open_fds ", "process_max_fds "}) {
        const auto at = text.find("\n" + std::string(name));
        REQUIRE(at != std::string::npos);
        CHECK(std::stoull(text.substr(at + 1 + std::string(name).size())) > 2);
    }
}
