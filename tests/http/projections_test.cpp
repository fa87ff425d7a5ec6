#include <catch2/catch.hpp>

#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

TEST_CASE("a rebuild is accepted without a body, and seen in the list", "[http]") {
    FakeService service;
    service.page.items = {{{"name", "register"}, {"state", "live"}}};
    CHECK(json_of(get(service, "/v1/projections"))["items"][0]["name"] == "register");
    const Ask rebuild{.method = Method::post,
                      .target = "/v1/projections/register/rebuild",
                      .headers = {.authorization = "Bearer good-token"}};
    const Response accepted = ask(service, rebuild);
    CHECK(accepted.status == 202);
    CHECK(accepted.header("Location") == "/v1/projections");
    CHECK(json_of(accepted) == events::Json{{"name", "register"}, {"state", "building"}});
    CHECK(service.rebuilt == "register");
    CHECK(post(service, "/v1/projections/register/rebuild", R"({"from":1})").status == 415);
    Ask lines = rebuild;
    lines.headers.content_type = "application/x-ndjson";  // its body would come later
    CHECK(ask(service, lines).status == 415);
    CHECK(get(service, "/v1/projections/register/rebuild").status == 405);
}

TEST_CASE("why a rebuild is not begun is told by its code", "[http]") {
    FakeService service;
    const auto status = [&](ErrorCode code) {
        service.failure = Error{code, "no"};
        return post(service, "/v1/projections/register/rebuild", "").status;
    };
    CHECK(status(ErrorCode::rebuild_under_way) == 409);
    CHECK(status(ErrorCode::not_found) == 404);
    CHECK(status(ErrorCode::forbidden) == 403);
}
