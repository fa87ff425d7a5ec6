#include "service/ledger_clock.hpp"

#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

events::Instant instant(const std::string& text) { return events::parse_instant(text).value(); }

std::string last_recorded_at(RunningService& running) {
    return (*running->event({running.size() - 1}, kAdmin))["recorded_at"];
}

}  // namespace

TEST_CASE("a sandbox's clock is put forward, and time passes on from there", "[clock]") {
    RunningService running;
    running.options.wanted_clock.sandbox = true;
    running.open();
    CHECK(running->clock().is_sandbox);
    CHECK(running->clock().now == instant("2026-05-04T12:00:00Z"));
    const auto moved = running->put_clock_forward(kAdmin, instant("2027-01-01T00:00:00Z"));
    REQUIRE(moved);
    CHECK(moved->now == instant("2027-01-01T00:00:00Z"));
    CHECK(moved->offset == std::chrono::days{242} - std::chrono::hours{12});
    running.clock().set("2026-05-04T12:00:30Z");
    CHECK(running->clock().now == instant("2027-01-01T00:00:30Z"));
}

TEST_CASE("recorded_at and today are the sandbox's", "[clock]") {
    RunningService running;
    running.options.wanted_clock.sandbox = true;
    running.open();
    REQUIRE(running->put_clock_forward(kAdmin, instant("2029-06-01T15:00:00Z")));
    REQUIRE(running.create("holder/ada", {{"name", "Ada"}, {"email", "a@example.org"}}));
    CHECK(last_recorded_at(running) == "2029-06-01T15:00:00.000Z");
    CHECK(running->state(stream("holder/ada"), {}, kStaff)->body["as_of"] == "2029-06-01");
    CHECK(running.create("holder/bob", {{"name", "Bob"}, {"email", "b@example.org"}}, "2029-06-02")
              .error()
              .code == ErrorCode::future_date);
}

TEST_CASE("the clock stands where it was put after a restart, with or without the flag",
          "[clock]") {
    RunningService running;
    running.options.wanted_clock.sandbox = true;
    running.open();
    REQUIRE(running->put_clock_forward(kAdmin, instant("2027-01-01T00:00:00Z")));
    running.reopen();
    CHECK(running->clock().now == instant("2027-01-01T00:00:00Z"));
    running.options.wanted_clock.sandbox = false;
    running.reopen();
    CHECK(running->clock().is_sandbox);
    CHECK(running->clock().now == instant("2027-01-01T00:00:00Z"));
}

TEST_CASE("a sandbox's clock is never put back, nor beyond 8999", "[clock]") {
    RunningService running;
    running.options.wanted_clock.sandbox = true;
    running.open();
    REQUIRE(running->put_clock_forward(kAdmin, instant("2027-01-01T00:00:00Z")));
    const auto back = running->put_clock_forward(kAdmin, instant("2026-12-31T23:59:59.999Z"));
    REQUIRE_FALSE(back);
    CHECK(back.error().code == ErrorCode::clock_backward);
    CHECK(back.error().pointer == "/now");
    CHECK(running->put_clock_forward(kAdmin, instant("2027-01-01T00:00:00Z")));
    const auto beyond = running->put_clock_forward(kAdmin, instant("9000-01-01T00:00:00Z"));
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().code == ErrorCode::schema);
    CHECK(running->put_clock_forward(kAdmin, instant("8999-12-31T23:59:59Z")));
    REQUIRE(running.create("holder/ada", {{"name", "Ada"}, {"email", "a@example.org"}}));
    CHECK(last_recorded_at(running) == "8999-12-31T23:59:59.000Z");
}

TEST_CASE("only a sandbox's clock moves, and only by an administrator", "[clock]") {
    const auto later = instant("2027-01-01T00:00:00Z");
    RunningService plain;
    plain.open();
    CHECK_FALSE(plain->clock().is_sandbox);
    CHECK(plain->put_clock_forward(kAdmin, later).error().code == ErrorCode::not_a_sandbox);
    RunningService sandbox;
    sandbox.options.wanted_clock.sandbox = true;
    sandbox.open();
    CHECK(sandbox->put_clock_forward(kStaff, later).error().code == ErrorCode::forbidden);
}

TEST_CASE("a ledger that is no sandbox does not become one", "[clock]") {
    RunningService running;
    running.open();
    running.close();
    running.options.wanted_clock.sandbox = true;
    const auto refused = service::LedgerService::open(running.options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
    CHECK_THAT(refused.error().message, Catch::Contains("--sandbox"));
    running.options.wanted_clock.sandbox = false;
    running.open();
    CHECK_FALSE(running->clock().is_sandbox);
}

TEST_CASE("a sandbox may begin in the past, so that a history can be recorded day by day",
          "[clock]") {
    RunningService running;
    running.options.wanted_clock = {true, instant("2020-01-01T09:00:00Z")};
    running.open();
    CHECK(last_recorded_at(running) == "2020-01-01T09:00:00.000Z");
    REQUIRE(running->put_clock_forward(kAdmin, instant("2020-01-02T09:00:00Z")));
    running.reopen();
    CHECK(running->clock().now == instant("2020-01-02T09:00:00Z"));
    REQUIRE(running->put_clock_forward(kAdmin, instant("2026-05-04T12:00:00Z")));
    CHECK(running->clock().offset == std::chrono::milliseconds{0});
}
