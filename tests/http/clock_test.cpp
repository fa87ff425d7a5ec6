#include <catch2/catch.hpp>

#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using events::Json;

namespace {

Response put_clock(FakeService& service, const std::string& body) {
    return ask(service, {.method = Method::put, .target = "/v1/clock", .body = body});
}

events::Instant instant(const std::string& text) { return events::parse_instant(text).value(); }

}  // namespace

TEST_CASE("the clock says what time it is, and of a sandbox how far it was moved", "[http]") {
    FakeService service;
    service.time = {false, instant("2026-05-04T12:00:00Z")};
    CHECK(json_of(get(service, "/v1/clock")) ==
          Json{{"sandbox", false}, {"now", "2026-05-04T12:00:00.000Z"}});
    service.time = {true, instant("2026-05-04T12:00:00Z"), std::chrono::milliseconds{-1500}};
    CHECK(json_of(get(service, "/v1/clock"))["offset_seconds"] == -2);
}

TEST_CASE("the clock is put to an instant, or to noon of a date", "[http]") {
    FakeService service;
    const Response moved = put_clock(service, R"({"now":"2026-05-04T09:30:00+02:00"})");
    CHECK(moved.status == 200);
    CHECK(json_of(moved)["now"] == "2026-05-04T07:30:00.000Z");
    CHECK(json_of(moved)["sandbox"] == true);
    CHECK(json_of(put_clock(service, R"({"now":"2026-05-05"})"))["now"] ==
          "2026-05-05T12:00:00.000Z");
}

TEST_CASE("what is no time is refused with a pointer", "[http]") {
    FakeService service;
    for (const char* body : {R"({})", R"({"now":1})", R"({"now":"tomorrow"})",
                             R"({"now":"2026-02-30"})", R"({"now":null})"}) {
        const Response refused = put_clock(service, body);
        CHECK(refused.status == 422);
        CHECK(json_of(refused)["pointer"] == "/now");
    }
    CHECK(json_of(put_clock(service, R"({"now":"2026-05-05","x":1})"))["pointer"] == "/x");
    CHECK(put_clock(service, "[]").status == 422);
    CHECK(put_clock(service, "{").status == 400);
    const Ask untyped{.method = Method::put,
                      .target = "/v1/clock",
                      .body = R"({"now":"2026-05-05"})",
                      .headers = {.authorization = "Bearer good-token"}};
    CHECK(ask(service, untyped).status == 415);
}

TEST_CASE("why a clock does not move is told by its code", "[http]") {
    FakeService service;
    const auto refusal = [&](ErrorCode code) {
        service.failure = Error{code, "no"};
        const Response refused = put_clock(service, R"({"now":"2026-05-05"})");
        return std::pair{refused.status, json_of(refused)["code"].get<std::string>()};
    };
    CHECK(refusal(ErrorCode::not_a_sandbox) == std::pair{409, std::string("not-a-sandbox")});
    CHECK(refusal(ErrorCode::clock_backward) == std::pair{422, std::string("clock-backward")});
    CHECK(refusal(ErrorCode::forbidden) == std::pair{403, std::string("forbidden")});
}
