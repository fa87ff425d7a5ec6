#include "http/router.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "http/fake_service.hpp"
#include "http/route.hpp"

using namespace recert::http;
using namespace recert::http::test;
using recert::Error;
using recert::ErrorCode;

namespace {

Response without_token(Method method, const std::string& target) {
    FakeService service;
    return ask(service, {.method = method, .target = target, .headers = {}});
}

}  // namespace

TEST_CASE("under /v1 a missing token is 401 before anything else is judged", "[http]") {
    for (const char* target : {"/v1/credentials", "/v1/credentials/x", "/v1/nothing/here", "/v1",
                               "/v1/events?colour=red"}) {
        const Response response = without_token(Method::get, target);
        CHECK(response.status == 401);
        CHECK(response.header("WWW-Authenticate") == "Bearer realm=\"recert\"");
        CHECK(json_of(response)["code"] == "unauthenticated");
    }
}

TEST_CASE("an unknown token is 401", "[http]") {
    FakeService service;
    const RequestHeaders headers{.authorization = "Bearer wrong"};
    CHECK(ask(service, {.target = "/v1/events", .headers = headers}).status == 401);
}

TEST_CASE("the scheme of Authorization is Bearer in any case, and no other", "[http]") {
    FakeService service;
    const RequestHeaders lower{.authorization = "bearer good-token"};
    CHECK(ask(service, {.target = "/v1/events", .headers = lower}).status == 200);
    const RequestHeaders basic{.authorization = "Basic good-token"};
    CHECK(ask(service, {.target = "/v1/events", .headers = basic}).status == 401);
}

TEST_CASE("health, problems and the front page need no token", "[http]") {
    for (const char* target : {"/", "/livez", "/readyz", "/problems", "/problems/schema", "/docs",
                               "/openapi.json", "/v1/schemas", "/v1/schemas/cpe.logged"})
        CHECK(without_token(Method::get, target).status == 200);
}

TEST_CASE("a path that is not there is 404", "[http]") {
    FakeService service;
    for (const char* target : {"/v2", "/v1", "/v1/credentials/", "/v1/credentials/a/b",
                               "/v1/credentials/a/events/1", "/livez/", "//livez"})
        CHECK(get(service, target).status == 404);
}

TEST_CASE("a method that the path does not take is 405 with Allow", "[http]") {
    FakeService service;
    const Response put = ask(service, {.method = Method::put, .target = "/v1/credentials"});
    CHECK(put.status == 405);
    CHECK(put.header("Allow") == "POST, GET, HEAD, OPTIONS");
    CHECK(json_of(put)["code"] == "method-not-allowed");
    const Response history =
        ask(service, {.method = Method::delete_, .target = "/v1/holders/ada/events"});
    CHECK(history.status == 405);
    CHECK(history.header("Allow") == "POST, GET, HEAD, OPTIONS");
    CHECK(ask(service, {.method = Method::post, .target = "/livez"}).header("Allow") ==
          "GET, HEAD, OPTIONS");
}

TEST_CASE("a method that an open path does not take is 405 to a stranger, too", "[http]") {
    for (const char* target : {"/v1/schemas", "/v1/schemas/cpe.logged", "/livez"})
        CHECK(without_token(Method::post, target).status == 405);
    CHECK(without_token(Method::put, "/v1/holders").status == 401);
}

TEST_CASE("OPTIONS tells what a path takes, to whom the path is open", "[http]") {
    FakeService service;
    const Response told = ask(service, {.method = Method::options, .target = "/v1/credentials"});
    CHECK(told.status == 204);
    CHECK(told.header("Allow") == "POST, GET, HEAD, OPTIONS");
    CHECK(without_token(Method::options, "/v1/credentials").status == 401);
    CHECK(without_token(Method::options, "/livez").status == 204);
    CHECK(without_token(Method::options, "/v2").status == 404);
}

TEST_CASE("HEAD is taken wherever GET is", "[http]") {
    FakeService service;
    CHECK(ask(service, {.method = Method::head, .target = "/v1/holders/ada"}).status == 200);
    CHECK(ask(service, {.method = Method::head, .target = "/v1/holders"}).status == 200);
    CHECK(ask(service, {.method = Method::head, .target = "/v1/projections/p/rebuild"}).status ==
          405);
}

TEST_CASE("an unknown query parameter is refused by name", "[http]") {
    FakeService service;
    const Response response = get(service, "/v1/holders/ada?as_off=2026-01-01");
    CHECK(response.status == 400);
    CHECK(json_of(response)["code"] == "bad-parameter");
    CHECK_THAT(json_of(response)["detail"].get<std::string>(), Catch::Contains("as_off"));
}

TEST_CASE("a repeated query parameter is refused", "[http]") {
    FakeService service;
    CHECK(get(service, "/v1/events?limit=1&limit=2").status == 400);
}

TEST_CASE("a repeated header is refused before anything is looked at", "[http]") {
    FakeService service;
    Ask what{.target = "/v1/events"};
    what.headers.repeated = "Idempotency-Key";
    const Response refused = ask(service, what);
    CHECK(refused.status == 400);
    CHECK(json_of(refused)["code"] == "bad-parameter");
    CHECK_THAT(json_of(refused)["detail"].get<std::string>(), Catch::Contains("Idempotency-Key"));
}

TEST_CASE("a body that is not said to be JSON is 415", "[http]") {
    FakeService service;
    Ask what{.method = Method::post, .target = "/v1/holders", .body = "a=b"};
    for (const char* type : {"", "text/plain", "application/jsonp", "application/x-ndjson"}) {
        what.headers.content_type = type;
        CHECK(ask(service, what).status == 415);
    }
    what.body = R"({"data":{}})";
    for (const char* type :
         {"application/json;charset=utf-8", "Application/JSON ; charset=UTF-8"}) {
        what.headers.content_type = type;
        CHECK(ask(service, what).status == 201);
    }
}

TEST_CASE("a target that is no URL is 400, an absolute one is taken", "[http]") {
    FakeService service;
    CHECK(get(service, "/v1/holders/%zz").status == 400);
    CHECK(get(service, "").status == 400);
    CHECK(get(service, "http://ledger.example/v1/holders/ada").status == 200);
    CHECK(service.stream.id == "ada");
}

TEST_CASE("a percent-encoded id is the same id, an encoded slash parts nothing", "[http]") {
    FakeService service;
    CHECK(get(service, "/v1/holders/%61da").status == 200);
    CHECK(service.stream.id == "ada");
    CHECK(get(service, "/v1/holders/ada%2Fevents").status == 404);
}

TEST_CASE("a harmless request id is returned, another is replaced", "[http]") {
    FakeService service;
    Ask what{.target = "/livez"};
    what.headers.request_id = "client-7.a_B";
    CHECK(ask(service, what).request_id == "client-7.a_B");
    what.headers.request_id = "line\nbreak";
    const std::string made = ask(service, what).request_id;
    CHECK(made.find('\n') == std::string::npos);
    CHECK(made.size() > 8);
    CHECK(ask(service, what).request_id != made);
}

TEST_CASE("a handler that throws fails its own request only", "[http]") {
    FakeService service;
    service.on_append = [](auto, const auto&) { throw std::runtime_error("not foreseen"); };
    const Response response = post(service, "/v1/holders", R"({"data":{}})");
    CHECK(response.status == 500);
    CHECK(json_of(response)["request_id"] == response.request_id);
    CHECK(response.body.find("not foreseen") == std::string::npos);
    CHECK(get(service, "/v1/holders/ada").status == 200);
}

TEST_CASE("a response names its route by pattern, not by path", "[http]") {
    FakeService service;
    CHECK(get(service, "/v1/holders/ada").route->pattern == "/v1/holders/{id}");
    CHECK(get(service, "/v1/events/7/entry").route->pattern == "/v1/events/{seq}/entry");
}
