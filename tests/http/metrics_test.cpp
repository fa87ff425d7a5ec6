#include "http/metrics.hpp"

#include <catch2/catch.hpp>

#include "http/fake_service.hpp"
#include "http/route.hpp"
#include "http/traffic.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using Catch::Contains;

namespace {

std::string exposed(const Traffic& traffic) {
    metrics::Exposition out;
    traffic.expose(out);
    return out.take();
}

}  // namespace

TEST_CASE("the service's measures are shown as it tells them", "[http][metrics]") {
    FakeService service;
    metrics::Histogram took(metrics::duration_bounds());
    took.observe(300'000);
    service.measured.append_nanoseconds = service.measured.sync_nanoseconds = took.read();
    service.measured.group_events = metrics::Histogram(metrics::size_bounds()).read();
    service.measured.queue_commands = 12;
    service.measured.events = 4711;
    service.measured.projections = {{"register", 4711}, {"sweep", 42}};
    const Response page = ask(service, {.target = "/metrics", .headers = {}, .is_local = true});
    CHECK(page.status == 200);
    CHECK(page.content_type == "text/plain; version=0.0.4; charset=utf-8");
    for (const char* line :
         {"recert_ready 1\n", "recert_append_duration_seconds_bucket{le=\"0.0005\"} 1\n",
          "recert_sync_duration_seconds_sum 0.0003\n", "recert_group_events_count 0\n",
          "recert_queue_commands 12\n", "recert_ledger_events 4711\n",
          "recert_projection_events{projection=\"sweep\"} 42\n"})
        CHECK_THAT(page.body, Contains(line));
    service.failure = Error{ErrorCode::read_only, "a write failed"};
    CHECK_THAT(ask(service, {.target = "/metrics", .is_local = true}).body,
               Contains("recert_ready 0\n"));
}

TEST_CASE("who is not on the machine needs a token that reads the ledger", "[http][metrics]") {
    FakeService service;
    CHECK(ask(service, {.target = "/metrics", .headers = {}}).status == 401);
    CHECK(get(service, "/metrics").status == 200);
    service.role = service::Role::holder;
    CHECK(get(service, "/metrics").status == 403);
}

TEST_CASE("requests are counted by operation and class, refusals by code", "[http][metrics]") {
    Traffic traffic;
    const Response found{.status = 200, .route = &routes().front()};
    Response refused{.status = 404};
    refused.refusal = ErrorCode::not_found;
    const std::string operation = routes().front().operation.id.text();
    for (int i = 0; i < 3; ++i) traffic.answered({}, found, std::chrono::milliseconds(2));
    traffic.answered({}, refused, std::chrono::milliseconds(20));
    traffic.refused(ErrorCode::schema);  // a bulk line
    const std::string text = exposed(traffic);
    for (const std::string& line :
         {"recert_http_requests_total{operation=\"" + operation + "\",class=\"2xx\"} 3\n",
          std::string("recert_http_requests_total{operation=\"none\",class=\"4xx\"} 1\n"),
          std::string("recert_refusals_total{code=\"not-found\"} 1\n"),
          std::string("recert_refusals_total{code=\"schema\"} 1\n"),
          std::string("recert_refusals_total{code=\"forbidden\"} 0\n"),
          std::string("recert_http_request_duration_seconds_bucket{le=\"0.0025\"} 3\n"),
          std::string("recert_http_request_duration_seconds_count 4\n")})
        CHECK_THAT(text, Contains(line));
    CHECK_THAT(text, !Contains("refused-start"));
}

TEST_CASE("connections are those that came and have not gone", "[http][metrics]") {
    Traffic traffic;
    for (int i = 0; i < 3; ++i) traffic.connected();
    traffic.disconnected();
    traffic.turned_away();
    const std::string text = exposed(traffic);
    CHECK_THAT(text, Contains("\nrecert_http_connections 2\n"));
    CHECK_THAT(text, Contains("\nrecert_http_connections_total 3\n"));
    CHECK_THAT(text, Contains("\nrecert_http_connections_refused_total 1\n"));
}
