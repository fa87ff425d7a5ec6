#include <catch2/catch.hpp>

#include "http/entity_tag.hpp"
#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;
using events::StreamKind;

TEST_CASE("each collection reads the streams of its kind", "[http]") {
    FakeService service;
    const std::pair<std::string, StreamKind> collections[] = {
        {"programs", StreamKind::program},
        {"organizations", StreamKind::organization},
        {"holders", StreamKind::holder},
        {"credentials", StreamKind::credential}};
    for (const auto& [name, kind] : collections) {
        CHECK(get(service, "/v1/" + name + "/x-1").status == 200);
        CHECK(service.stream == events::StreamName{kind, "x-1"});
    }
}

TEST_CASE("a state is asked for at two times", "[http]") {
    FakeService service;
    const Response response =
        get(service, "/v1/credentials/c?as_of=2026-05-04&known_at=2026-05-04T09:00:00+02:00");
    CHECK(response.status == 200);
    CHECK(service.when.as_of == "2026-05-04");
    CHECK(service.when.known_at == "2026-05-04T09:00:00+02:00");
    CHECK(json_of(response)["as_of"] == "2026-05-04");
    get(service, "/v1/credentials/c");
    CHECK_FALSE(service.when.as_of);
    CHECK_FALSE(service.when.known_at);
}

TEST_CASE("the tag of a state holds its version and changes with its body", "[http]") {
    FakeService service;
    const std::string today(get(service, "/v1/credentials/c").header("ETag"));
    const std::string then(get(service, "/v1/credentials/c?as_of=2026-01-01").header("ETag"));
    CHECK_THAT(today, Catch::StartsWith("\"17-"));
    CHECK(today != then);
    CHECK(get(service, "/v1/credentials/c").header("ETag") == today);
}

TEST_CASE("If-None-Match answers 304 with the tag and no body", "[http]") {
    FakeService service;
    Ask what{.target = "/v1/credentials/c"};
    const std::string tag(ask(service, what).header("ETag"));
    const std::string list = "\"x\", W/" + tag;
    for (const std::string_view header :
         {std::string_view(tag), std::string_view(list), std::string_view("*")}) {
        what.headers.if_none_match = header;
        const Response response = ask(service, what);
        CHECK(response.status == 304);
        CHECK(response.header("ETag") == tag);
        CHECK(response.body.empty());
    }
    what.headers.if_none_match = "\"17\"";
    CHECK(ask(service, what).status == 200);
}

TEST_CASE("ids that cannot be one, and what the service does not know, are 404", "[http]") {
    FakeService service;
    CHECK(get(service, "/v1/holders/Ada").status == 404);
    CHECK(get(service, "/v1/holders/Ada/events").status == 404);
    service.failure = Error{ErrorCode::not_found, "no such holder"};
    CHECK(get(service, "/v1/holders/ada").status == 404);
    CHECK(get(service, "/v1/events/99").status == 404);
    CHECK(get(service, "/v1/events/99/entry").status == 404);
}

TEST_CASE("a history asks for one stream, the ledger for any", "[http]") {
    FakeService service;
    get(service, "/v1/holders/ada/events?limit=7&after=3&type=holder.updated&known_at=9&cursor=zz");
    CHECK(service.query.stream == events::StreamName{StreamKind::holder, "ada"});
    CHECK(service.query.limit == 7);
    CHECK(service.query.after == "3");
    CHECK(service.query.type == "holder.updated");
    CHECK(service.query.known_at == "9");
    CHECK(service.query.cursor == "zz");
    get(service, "/v1/events");
    CHECK_FALSE(service.query.stream);
    CHECK(service.query.limit == 100);
    CHECK_FALSE(service.query.after);
    get(service, "/v1/events?stream=credential/c-1&after=-1");
    CHECK(service.query.stream == events::StreamName{StreamKind::credential, "c-1"});
    CHECK(service.query.after == "-1");
    CHECK(get(service, "/v1/events?stream=nothing").status == 400);
    CHECK(get(service, "/v1/holders/ada/events?stream=holder/bob").status == 400);
}

TEST_CASE("limit is 1 to 1,000", "[http]") {
    FakeService service;
    CHECK(get(service, "/v1/events?limit=1").status == 200);
    CHECK(get(service, "/v1/events?limit=1000").status == 200);
    for (const char* bad : {"0", "1001", "-1", "ten", "", "1e2", "99999999999999999999999"})
        CHECK(get(service, "/v1/events?limit=" + std::string(bad)).status == 400);
}

TEST_CASE("a page has items, and next as cursor and Link, or null and none", "[http]") {
    FakeService service;
    service.page.items = {{{"seq", 1}}, {{"seq", 2}}};
    const Response last = get(service, "/v1/events?limit=2");
    CHECK(json_of(last) ==
          events::Json{{"items", {{{"seq", 1}}, {{"seq", 2}}}}, {"next", nullptr}});
    CHECK(last.header("Link").empty());
    service.page.next = "a+b=";
    const Response more = get(service, "/v1/events?limit=2&cursor=old&known_at=9");
    CHECK(json_of(more)["next"] == "a+b=");
    CHECK(more.header("Link") == "</v1/events?limit=2&known_at=9&cursor=a%2Bb%3D>; rel=\"next\"");
    const std::string target = "/v1/events?limit=2&known_at=9&cursor=a%2Bb%3D";
    get(service, target);
    CHECK(service.query.cursor == "a+b=");
}

TEST_CASE("an event is read by its seq, and its stored bytes as they are", "[http]") {
    FakeService service;
    CHECK(json_of(get(service, "/v1/events/12"))["seq"] == 12);
    CHECK(get(service, "/v1/events/12/entry").body == R"({"seq":12})");
    for (const char* bad : {"x", "-1", "1.0", "99999999999999999999999"})
        CHECK(get(service, "/v1/events/" + std::string(bad)).status == 404);
}

TEST_CASE("an empty list of tags names none", "[http]") {
    CHECK_FALSE(names_tag("", "\"1\""));
    CHECK_FALSE(names_tag(" , ,", "\"1\""));
    CHECK(names_tag(" , \"1\" ,", "\"1\""));
}

TEST_CASE("a list passes its parameters on and shows what the page says of itself", "[http]") {
    FakeService service;
    service.page.items = {{{"id", "c-1"}}};
    service.page.next = "zz";
    service.page.about = {{"as_of", "2026-05-04"}, {"known_at", {{"seq", 9}}}};
    const std::string target =
        "/v1/credentials?program=cptm&status=active&holder=ada&organization=acme"
        "&ends_before=2026-12-31&as_of=2026-05-04&known_at=9&limit=7";
    const Response response = get(service, target);
    CHECK(response.status == 200);
    CHECK(json_of(response) == events::Json{{"items", {{{"id", "c-1"}}}},
                                            {"next", "zz"},
                                            {"as_of", "2026-05-04"},
                                            {"known_at", {{"seq", 9}}}});
    CHECK(response.header("Link") == '<' + target + "&cursor=zz>; rel=\"next\"");
    CHECK(service.listed.kind == StreamKind::credential);
    CHECK(service.listed.program == "cptm");
    CHECK(service.listed.status == "active");
    CHECK(service.listed.holder == "ada");
    CHECK(service.listed.organization == "acme");
    CHECK(service.listed.ends_before == "2026-12-31");
    CHECK(service.listed.when.as_of == "2026-05-04");
    CHECK(service.listed.when.known_at == "9");
    CHECK(service.listed.paging.limit == 7);
    get(service, target + "&cursor=zz");
    CHECK(service.listed.paging.cursor == "zz");
}

TEST_CASE("each collection is listed, only credentials with filters", "[http]") {
    FakeService service;
    const std::pair<std::string, StreamKind> collections[] = {
        {"programs", StreamKind::program},
        {"organizations", StreamKind::organization},
        {"holders", StreamKind::holder},
        {"credentials", StreamKind::credential}};
    for (const auto& [name, kind] : collections) {
        CHECK(get(service, "/v1/" + name + "?as_of=2026-05-04&known_at=3").status == 200);
        CHECK(service.listed.kind == kind);
        CHECK(service.listed.paging.limit == 100);
        CHECK(get(service, "/v1/" + name + "?limit=1001").status == 400);
        const bool has_filters = kind == StreamKind::credential;
        CHECK(get(service, "/v1/" + name + "?status=active").status == (has_filters ? 200 : 400));
    }
    service.failure = Error{ErrorCode::bad_parameter, "must be one of …", "status"};
    CHECK(get(service, "/v1/credentials?status=happy").status == 400);
}
