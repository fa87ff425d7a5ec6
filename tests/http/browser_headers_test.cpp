#include "http/browser_headers.hpp"

#include <catch2/catch.hpp>

#include "http/fake_service.hpp"
#include "http/route.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

// A target that leads to the route.
std::string target_of(const Route& route) {
    std::string out;
    for (std::size_t i = 0; i < route.pattern.size(); ++i) {
        if (route.pattern[i] != '{') {
            out += route.pattern[i];
            continue;
        }
        out += '0';
        i = route.pattern.find('}', i);
    }
    return out;
}

}  // namespace

TEST_CASE("pages of any origin read what strangers check by, and nothing else", "[http]") {
    FakeService service;
    std::vector<std::string> readable;
    for (const Route& route : routes()) {
        INFO(route.pattern);
        const Response answer = ask(service, {.method = route.method, .target = target_of(route)});
        const Response preflight =
            ask(service, {.method = Method::options, .target = target_of(route)});
        CHECK(answer.header(kAnyOrigin).empty() == preflight.header(kAnyOrigin).empty());
        if (!answer.header(kAnyOrigin).empty()) readable.push_back(route.pattern);
    }
    CHECK(readable ==
          std::vector<std::string>{"/v1/status-lists/{purpose}/{list}", "/.well-known/did.json",
                                   "/.well-known/jwks.json", "/keys/{kid}",
                                   "/v1/verifications/{number}", "/v1/verifications/{number}/entry",
                                   "/v1/verifications/{number}/receipt", "/log/checkpoint",
                                   "/log/vkey", "/log/tile/{level}/{tile}", "/v1/log/consistency"});
}

TEST_CASE("a preflight of what is public is answered without a token", "[http]") {
    FakeService service;
    const Response answer =
        ask(service, {.method = Method::options, .target = "/log/checkpoint", .headers = {}});
    CHECK(answer.status == 204);
    CHECK(answer.header(kAnyOrigin) == "*");
    CHECK(answer.header("Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS");
    CHECK(answer.header("Access-Control-Allow-Headers") == "*");
    CHECK(answer.header("Allow") == "GET, HEAD, OPTIONS");
    const Response refused =
        ask(service, {.method = Method::options, .target = "/v1/holders", .headers = {}});
    CHECK(refused.status == 401);
    CHECK(refused.header(kAnyOrigin).empty());
}

TEST_CASE("what only some may read is kept nowhere, unless it never changes", "[http]") {
    FakeService service;
    for (const Route& route : routes()) {
        if (route.is_open() || route.method != Method::get) continue;
        INFO(route.pattern);
        const Response answer = get(service, target_of(route));
        const std::string_view told = answer.header("Cache-Control");
        CHECK((told == "no-store" || told == "private, no-cache" ||
               told == "private, max-age=31536000, immutable"));
    }
    for (const char* personal : {"/v1/holders", "/v1/holders/ada", "/v1/credentials/c/events"})
        CHECK(get(service, personal).header("Cache-Control") == "no-store");
}
