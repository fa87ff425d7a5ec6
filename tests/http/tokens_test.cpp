#include <catch2/catch.hpp>

#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

TEST_CASE("a token is made, shown in the answer and kept by no cache", "[http]") {
    FakeService service;
    const Response response = post(service, "/v1/tokens", R"({"role":"holder","subject":"ada"})");
    CHECK(response.status == 201);
    CHECK(response.header("Location") == "/v1/tokens/t1");
    CHECK(response.header("Cache-Control") == "no-store");
    CHECK(json_of(response)["token"] == "shown-once");
    CHECK(service.wanted["subject"] == "ada");
    CHECK(post(service, "/v1/tokens", "[]").status == 422);
    CHECK(post(service, "/v1/tokens", "{").status == 400);
}

TEST_CASE("tokens are listed, read and revoked by an administrator alone", "[http]") {
    FakeService service;
    service.role = service::Role::staff;
    CHECK(get(service, "/v1/tokens").status == 403);
    CHECK(get(service, "/v1/tokens/t1").status == 403);
    service.role = service::Role::admin;
    CHECK(json_of(get(service, "/v1/tokens/t1"))["id"] == "t1");
    service.page.items = {{{"id", "t1"}}};
    CHECK(json_of(get(service, "/v1/tokens"))["items"][0]["id"] == "t1");
    service.page.next = "more";
    CHECK(json_of(get(service, "/v1/tokens?limit=1&cursor=zz"))["next"] == "more");
    CHECK(service.paging.limit == 1);
    CHECK(service.paging.cursor == "zz");
    const Ask revoke{.method = Method::delete_, .target = "/v1/tokens/t1"};
    const Response gone = ask(service, revoke);
    CHECK(gone.status == 204);
    CHECK(gone.body.empty());
    CHECK(service.revoked == "t1");
    service.failure = Error{ErrorCode::forbidden, "only an administrator may"};
    CHECK(ask(service, revoke).status == 403);
}
