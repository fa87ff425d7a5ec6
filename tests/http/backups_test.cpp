#include <catch2/catch.hpp>

#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

TEST_CASE("a backup is begun without a body, and seen in the list", "[http]") {
    FakeService service;
    const Ask begin{.method = Method::post,
                    .target = "/v1/backups",
                    .headers = {.authorization = "Bearer good-token"}};
    const Response accepted = ask(service, begin);
    CHECK(accepted.status == 202);
    CHECK(accepted.header("Location") == "/v1/backups");
    CHECK(json_of(accepted)["state"] == "running");
    CHECK(service.its_backups.begun == 1);
    CHECK(post(service, "/v1/backups", R"({"to":"/"})").status == 415);
    const events::Json listed = json_of(get(service, "/v1/backups"));
    CHECK(listed["items"][0]["number"] == 1);
    CHECK(listed["state"] == "idle");
    CHECK(listed["next"].is_null());
}

TEST_CASE("why a backup is not begun is told by its code", "[http]") {
    FakeService service;
    service.its_backups.failure = Error{ErrorCode::not_found, "no place"};
    CHECK(post(service, "/v1/backups", "").status == 404);
    service.its_backups.failure = Error{ErrorCode::corrupt, "damaged"};
    CHECK(get(service, "/v1/backups").status == 500);
}
