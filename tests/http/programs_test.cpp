#include <catch2/catch.hpp>

#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

TEST_CASE("the calendar is a list with a first day and two times", "[http]") {
    FakeService service;
    service.page.items = {{{"practicum", "p"}}};
    service.page.next = "more";
    const Response response =
        get(service,
            "/v1/programs/cptm/practicums?from=2026-05-04&as_of=2026-01-01&known_at=9&limit=7");
    CHECK(response.status == 200);
    CHECK(json_of(response)["items"][0]["practicum"] == "p");
    CHECK_FALSE(response.header("Link").empty());
    CHECK(service.program == "cptm");
    CHECK(service.practicums_query.from == "2026-05-04");
    CHECK(service.practicums_query.when.as_of == "2026-01-01");
    CHECK(service.practicums_query.when.known_at == "9");
    CHECK(service.practicums_query.paging.limit == 7);
    get(service, "/v1/programs/cptm/practicums?cursor=zz");
    CHECK(service.practicums_query.paging.cursor == "zz");
    CHECK_FALSE(service.practicums_query.from);
    CHECK(get(service, "/v1/programs/CPTM/practicums").status == 404);
    CHECK(get(service, "/v1/programs/cptm/practicums?limit=0").status == 400);
}

TEST_CASE("the rules of a program are listed, and each version has a tag of its own", "[http]") {
    FakeService service;
    CHECK(get(service, "/v1/programs/cptm/rules?as_of=2026-01-01&limit=5&cursor=zz").status == 200);
    CHECK(service.when.as_of == "2026-01-01");
    CHECK(service.paging.cursor == "zz");
    const Response one = get(service, "/v1/programs/cptm/rules/3?known_at=9");
    CHECK(one.status == 200);
    CHECK(service.program == "cptm");
    CHECK(service.version == 3);
    CHECK(service.when.known_at == "9");
    CHECK_THAT(std::string(one.header("ETag")), Catch::StartsWith("\"3-"));
    const std::string tag(one.header("ETag"));
    Ask again{.target = "/v1/programs/cptm/rules/3"};
    again.headers.if_none_match = tag;
    CHECK(ask(service, again).status == 304);
    for (const char* bad : {"x", "1.0", "3x", "99999999999999999999"})
        CHECK(get(service, "/v1/programs/cptm/rules/" + std::string(bad)).status == 404);
}

TEST_CASE("a quote is for 1 to 1,000 seats of whoever orders", "[http]") {
    FakeService service;
    CHECK(json_of(get(service, "/v1/programs/cptm/quote"))["seats"] == 1);
    CHECK_FALSE(service.quote_query.organization);
    get(service, "/v1/programs/cptm/quote?organization=red&seats=12&as_of=2026-01-01");
    CHECK(service.quote_query.organization == "red");
    CHECK(service.quote_query.seats == 12);
    CHECK(service.quote_query.when.as_of == "2026-01-01");
    for (const char* bad : {"0", "1001", "-1", "two", "", "1.5"})
        CHECK(get(service, "/v1/programs/cptm/quote?seats=" + std::string(bad)).status == 400);
    service.failure = Error{ErrorCode::unknown_organization, "none", "organization"};
    CHECK(get(service, "/v1/programs/cptm/quote?organization=blue").status == 422);
}
