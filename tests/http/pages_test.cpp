#include "http/pages.hpp"

#include <catch2/catch.hpp>
#include <regex>

#include "http/fake_service.hpp"
#include "web/assets.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

constexpr std::string_view kVendored = "preact.js";  // not ours; names the elements' namespaces

Response open(FakeService& service, const std::string& target) {
    return ask(service, {.target = target, .headers = {}});
}

// The address under which a page refers to a file.
std::string address_in(const Response& page, const std::string& name) {
    const std::regex reference("\"(/web/[0-9a-f]{16}/" + name + ")\"");
    std::smatch found;
    return std::regex_search(page.body, found, reference) ? found[1].str() : "";
}

}  // namespace

TEST_CASE("/my and all below it is one page, whatever its query", "[http]") {
    FakeService service;
    const Response page = open(service, "/my");
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(page.header("Cache-Control") == "public, no-cache");
    for (const char* target : {"/my/log?credential=c&from=mail", "/my/activity/c/a"})
        CHECK(open(service, target).body == page.body);
}

TEST_CASE("the front page is for browsers, and leads who is signed in to their record", "[http]") {
    FakeService service;
    CHECK(open(service, "/").content_type == "text/plain; charset=utf-8");
    const Response page =
        ask(service, {.target = "/", .headers = {.accept = "text/html,*/*;q=0.8"}});
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK_THAT(page.body, Catch::Contains("href=\"/my\""));
    const Response led = ask(
        service,
        {.target = "/", .headers = {.accept = "text/html", .cookie = "__Host-recert=somebody"}});
    CHECK(led.status == 303);
    CHECK(led.header("Location") == "/my");
}

TEST_CASE("a page names its files by an address that changes with them, to be kept", "[http]") {
    FakeService service;
    const std::string address = address_in(open(service, "/my"), "my.js");
    REQUIRE_FALSE(address.empty());
    CHECK(address_in(open(service, "/docs"), "docs.js").substr(0, 22) == address.substr(0, 22));
    const Response kept = open(service, address);
    CHECK(kept.header("Cache-Control") == "public, max-age=31536000, immutable");
    const Response asked_again = open(service, "/web/my.js");
    CHECK(asked_again.header("Cache-Control") == "public, no-cache");
    CHECK(asked_again.body == kept.body);
    CHECK(open(service, "/web/0000000000000000/my.js").status == 404);
    CHECK(open(service, address.substr(0, 22) + "my.html").status == 404);
}

TEST_CASE("the files of a page are sent compressed to who takes them so", "[http]") {
    FakeService service;
    const auto asked = [&](std::string_view encodings, std::string_view tag) {
        return ask(service, {.target = "/web/preact.js",
                             .headers = {.accept_encoding = encodings, .if_none_match = tag}});
    };
    const Response plain = asked("", "");
    const Response zipped = asked("gzip, deflate, br", "");
    CHECK(plain.header("Content-Encoding").empty());
    CHECK(zipped.header("Content-Encoding") == "gzip");
    CHECK(zipped.header("Vary") == "Accept-Encoding");
    CHECK(zipped.body.size() < plain.body.size() / 2);
    CHECK(zipped.header("ETag") != plain.header("ETag"));
    CHECK(asked("gzip", zipped.header("ETag")).status == 304);
    CHECK(asked("", plain.header("ETag")).status == 304);
}

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
        if (asset.name == kVendored) continue;
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
