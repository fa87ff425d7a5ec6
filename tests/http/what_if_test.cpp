#include <catch2/catch.hpp>

#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

TEST_CASE("a what-if takes rules, and answers a page with totals", "[http]") {
    FakeService service;
    service.page.items = {{{"id", "ada"}}};
    service.page.next = "more";
    service.page.about = {{"totals", {{"judged", 3}}}};
    const Response response = post(service, "/v1/programs/pmp/what-if?as_of=2026-01-01&limit=7",
                                   R"({"rules": {"unit": {"name": "PDU"}}})");
    CHECK(response.status == 200);
    CHECK(json_of(response)["items"][0]["id"] == "ada");
    CHECK(json_of(response)["totals"]["judged"] == 3);
    CHECK(json_of(response)["next"] == "more");
    CHECK(service.program == "pmp");
    CHECK(service.what_if_query.rules["unit"]["name"] == "PDU");
    CHECK(service.what_if_query.when.as_of == "2026-01-01");
    CHECK(service.what_if_query.paging.limit == 7);
}

TEST_CASE("a what-if without rules is refused by pointer", "[http]") {
    FakeService service;
    const auto refused = [&](const std::string& body) {
        const Response response = post(service, "/v1/programs/pmp/what-if", body);
        return std::to_string(response.status) + " " + json_of(response).value("pointer", "");
    };
    CHECK(refused("[]") == "422 ");
    CHECK(refused("{}") == "422 /rules");
    CHECK(refused(R"({"rules": 7})") == "422 /rules");
    CHECK(refused(R"({"rules": {}, "colour": 1})") == "422 /colour");
    CHECK(refused("{") == "400 ");
    service.failure = Error{ErrorCode::schema, "no such category", "/rules/caps/0/sum"};
    CHECK(refused(R"({"rules": {}})") == "422 /rules/caps/0/sum");
}
