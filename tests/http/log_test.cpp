#include <catch2/catch.hpp>

#include "http/fake_service.hpp"
#include "http/router.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

constexpr std::string_view kImmutable = "max-age=31536000, immutable";

Response open_get(FakeService& service, const std::string& target) {
    return ask(service, {.target = target, .headers = {}});
}

}  // namespace

TEST_CASE("the checkpoint and the keys are open, and asked for again each time", "[log]") {
    FakeService service;
    for (const std::string target : {"/log/checkpoint", "/log/vkey"}) {
        const Response first = open_get(service, target);
        CHECK(first.status == 200);
        CHECK(first.content_type == "text/plain; charset=utf-8");
        CHECK(first.header("Cache-Control") == "public, no-cache");
        const std::string tag(first.header("ETag"));
        const Response again = ask(service, {.target = target, .headers = {.if_none_match = tag}});
        CHECK(again.status == 304);
    }
    const std::string tag(open_get(service, "/log/checkpoint").header("ETag"));
    service.signed_size = 1'301;
    CHECK(open_get(service, "/log/checkpoint").header("ETag") != tag);
    service.failure = Error{ErrorCode::no_checkpoint_yet, "not yet"};
    const Response none = open_get(service, "/log/checkpoint");
    CHECK(none.status == 503);
    CHECK(none.header("Retry-After") == "1");
}

TEST_CASE("a tile is open and never changes, however deep its path", "[log]") {
    FakeService service;
    for (const std::string path : {"0/000", "1/x001/x234/067", "0/x001/x234/067.p/255"}) {
        const Response response = open_get(service, "/log/tile/" + path);
        CHECK(response.status == 200);
        CHECK(response.content_type == "application/octet-stream");
        CHECK(response.header("Cache-Control") == "public, " + std::string(kImmutable));
        CHECK(response.body.size() == 32);
        CHECK(service.tile_path == path);
    }
    CHECK(open_get(service, "/log/tile/0").status == 404);
    CHECK(open_get(service, "/log/tile/").status == 404);
    CHECK(ask(service, {.method = Method::post, .target = "/log/tile/0/000"}).status == 405);
    service.failure = Error{ErrorCode::not_found, "there is no such tile"};
    const Response none = open_get(service, "/log/tile/0/001");
    CHECK(none.status == 404);
    CHECK(none.header("Cache-Control").empty());
}

TEST_CASE("a bundle of entries takes a token and is kept by one client", "[log]") {
    FakeService service;
    CHECK(open_get(service, "/log/tile/entries/000.p/1").status == 401);
    const Response response = get(service, "/log/tile/entries/x001/000.p/1");
    CHECK(response.status == 200);
    CHECK(response.content_type == "application/octet-stream");
    CHECK(response.header("Cache-Control") == "private, " + std::string(kImmutable));
    CHECK(response.body == std::string("\0\2{}", 4));
    CHECK(service.tile_path == "x001/000.p/1");
}

TEST_CASE("consistency is between two sizes, both given", "[log]") {
    FakeService service;
    const Response response = open_get(service, "/v1/log/consistency?from=3&to=7");
    CHECK(response.status == 200);
    CHECK(json_of(response) == events::Json::parse(R"({"hashes":[]})"));
    CHECK(response.header("Cache-Control") == "public, " + std::string(kImmutable));
    CHECK(service.sizes == std::pair<std::uint64_t, std::uint64_t>(3, 7));
    for (const auto& [query, name] :
         std::vector<std::pair<std::string, std::string>>{{"", "from"},
                                                          {"?to=7", "from"},
                                                          {"?from=3", "to"},
                                                          {"?from=0&to=7", "from"},
                                                          {"?from=3&to=-7", "to"},
                                                          {"?from=3&to=x", "to"}}) {
        const Response refused = open_get(service, "/v1/log/consistency" + query);
        CHECK(refused.status == 400);
        CHECK_THAT(json_of(refused)["detail"].get<std::string>(), Catch::StartsWith(name));
    }
}

TEST_CASE("a receipt tells where it stays; pinned, it never changes", "[log]") {
    FakeService service;
    const Response newest = get(service, "/v1/events/1200/receipt");
    CHECK(newest.status == 200);
    CHECK(newest.content_type == "text/plain; charset=utf-8");
    CHECK(newest.header("Cache-Control") == "private, no-cache");
    CHECK(newest.header("Content-Location") == "/v1/events/1200/receipt?size=1300");
    CHECK_FALSE(service.size_wanted);
    const Response pinned = get(service, std::string(newest.header("Content-Location")));
    CHECK(pinned.status == 200);
    CHECK(pinned.body == newest.body);
    CHECK(pinned.header("Cache-Control") == "private, " + std::string(kImmutable));
    CHECK(pinned.header("Content-Location").empty());
    CHECK(service.size_wanted == 1300);
    CHECK(open_get(service, "/v1/events/1200/receipt").status == 401);
    CHECK(get(service, "/v1/events/x/receipt").status == 404);
    CHECK(get(service, "/v1/events/1200/receipt?size=0").status == 400);
    CHECK(get(service, "/v1/events/1200/receipt?size=x").status == 400);
}

TEST_CASE("what is told of the path of entries is not that of tiles", "[log]") {
    FakeService service;
    const Response told =
        ask(service, {.method = Method::options, .target = "/log/tile/entries/0", .headers = {}});
    CHECK(told.header("Allow") == "GET, HEAD, OPTIONS");
    CHECK(told.header("Access-Control-Allow-Origin").empty());
}

TEST_CASE("a receipt that must wait for a checkpoint keeps nobody from working", "[log]") {
    FakeService service;
    service.signed_size = 1'200;
    std::vector<std::function<void()>> reads;
    const App app{&service, [&](std::function<void()> job) { reads.push_back(std::move(job)); },
                  std::make_shared<Followers>(1), std::make_shared<Traffic>()};
    std::vector<Response> replies;
    const Request request{.target = "/v1/events/1200/receipt",
                          .headers = {.authorization = "Bearer good-token"}};
    handle(request, app, [&](Response response) { replies.push_back(std::move(response)); });
    CHECK(reads.empty());
    REQUIRE(service.waiting.size() == 1);
    service.signed_size = 1'201;
    service.waiting.front()();
    REQUIRE(reads.size() == 1);
    reads.front()();
    REQUIRE(replies.size() == 1);
    CHECK(replies.front().header("Content-Location") == "/v1/events/1200/receipt?size=1201");
}

TEST_CASE("an append of one event answers where its receipt is", "[log]") {
    FakeService service;
    const std::string event = R"({"type":"cpe.logged","data":{}})";
    const std::string events = "/v1/credentials/c/events";
    CHECK(post(service, events, event).header("Receipt") == "/v1/events/1200/receipt");
    CHECK(post(service, "/v1/holders", R"({"data":{}})").header("Receipt") ==
          "/v1/events/1200/receipt");
    CHECK(post(service, events, "[" + event + "," + event + "]").header("Receipt").empty());
    CHECK(post(service, events + "?dry_run=true", event).header("Receipt").empty());
}
