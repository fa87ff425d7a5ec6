#include "http/pages.hpp"

#include <catch2/catch.hpp>
#include <regex>

#include "http/fake_service.hpp"
#include "web/assets.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

Response open(FakeService& service, const std::string& target) {
    return ask(service, {.target = target, .headers = {}});
}

}  // namespace

TEST_CASE("/docs is a page that may load this origin's files only", "[http]") {
    FakeService service;
    const Response page = open(service, "/docs");
    CHECK(page.status == 200);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK_THAT(std::string(page.header("Content-Security-Policy")),
               Catch::Contains("default-src 'none'; script-src 'self'"));
}

TEST_CASE("whatever is a page is told so, and nothing else is", "[http]") {
    FakeService service;
    const RequestHeaders browser{.accept = "text/html"};
    for (const char* target : {"/docs", "/problems", "/problems/schema"}) {
        const Response page = ask(service, {.target = target, .headers = browser});
        CHECK_THAT(std::string(page.header("Content-Security-Policy")),
                   Catch::Contains("frame-ancestors 'none'"));
        CHECK(page.header("Referrer-Policy") == "no-referrer");
        CHECK(page.header("Cross-Origin-Opener-Policy") == "same-origin");
        CHECK_THAT(std::string(page.header("Permissions-Policy")), Catch::Contains("camera=()"));
    }
    CHECK(open(service, "/problems").header("Content-Security-Policy").empty());
}

TEST_CASE("what the pages refer to is there, and of the right type", "[http]") {
    FakeService service;
    const std::regex reference("(?:href|src)=\"(/[^\"]*)\"|from \"\\./([^\"]+)\"");
    for (const web::Asset& asset : web::assets()) {
        const std::string text(asset.bytes);
        for (std::sregex_iterator at(text.begin(), text.end(), reference), end; at != end; ++at) {
            const std::string to = (*at)[1].matched ? (*at)[1].str() : "/web/" + (*at)[2].str();
            INFO(asset.name << " refers to " << to);
            CHECK(open(service, to).status == 200);
        }
        // Nothing from elsewhere, and nothing that the policy would stop.
        CHECK(text.find("://") == std::string::npos);
        CHECK(text.find(" style=") == std::string::npos);
        CHECK(text.find("innerHTML") == std::string::npos);
    }
    CHECK(open(service, "/web/docs.js").content_type == "text/javascript; charset=utf-8");
    CHECK(open(service, "/web/docs.css").content_type == "text/css; charset=utf-8");
}

TEST_CASE("a file that is not there, or is a page of its own, is not an asset", "[http]") {
    FakeService service;
    CHECK(open(service, "/web/nothing.js").status == 404);
    CHECK(open(service, "/web/docs.html").status == 404);
    CHECK(open(service, "/web/..%2Fdocs.js").status == 404);
}
