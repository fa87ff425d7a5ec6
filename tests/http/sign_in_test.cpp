#include "http/sign_in.hpp"

#include <catch2/catch.hpp>

#include "http/cookies.hpp"
#include "http/fake_service.hpp"

using namespace recert;
using namespace recert::http;
using namespace recert::http::test;

namespace {

constexpr std::string_view kCookie = "__Host-recert=the-secret";

Response by_cookie(FakeService& service, Method method, const std::string& target,
                   RequestHeaders headers = {}) {
    if (headers.cookie.empty()) headers.cookie = kCookie;
    const bool has_body = method == Method::post && target != "/signout";
    if (has_body) headers.content_type = "application/json";
    return ask(
        service,
        {.method = method, .target = target, .body = has_body ? "{}" : "", .headers = headers});
}

Response open(FakeService& service, const std::string& target, std::string_view accept = {}) {
    return ask(service, {.target = target, .headers = {.accept = accept}});
}

std::vector<std::string> cookies_set(const Response& response) {
    std::vector<std::string> out;
    for (const Header& header : response.headers)
        if (header.name == "Set-Cookie") out.push_back(header.value);
    return out;
}

std::string code_of(const Response& response) { return json_of(response)["code"]; }

}  // namespace

TEST_CASE("a session's cookie lets its holder read, and a bearer token goes before it",
          "[sign-in]") {
    FakeService service;
    const auto who = json_of(by_cookie(service, Method::get, "/v1/session"));
    CHECK(who["role"] == "holder");
    CHECK(who["subject"] == "ada");
    CHECK(who["csrf"] == kCsrf);
    CHECK(who["expires_at"] == "2026-05-04T14:00:00.000Z");
    const RequestHeaders both{.authorization = "Bearer good-token"};
    const auto bearer = json_of(by_cookie(service, Method::get, "/v1/session", both));
    CHECK(bearer["role"] == "admin");
    CHECK_FALSE(bearer.contains("csrf"));
    for (const char* refused : {"Bearer bad-token", "Basic YTpi", "Bearer"}) {
        INFO(refused);
        const RequestHeaders bad{.authorization = refused};
        CHECK(by_cookie(service, Method::get, "/v1/session", bad).status == 401);
    }
    for (const char* bad : {"__Host-recert=", "__Host-recert=other", "recert=the-secret", "x",
                            "__Host-recert-signin=the-secret",
                            "__Host-recert=the-secret; __Host-recert=the-secret"}) {
        INFO(bad);
        CHECK(by_cookie(service, Method::get, "/v1/session", {.cookie = bad}).status == 401);
    }
    const RequestHeaders others{.cookie = "a=b; __Host-recert=the-secret; __Host-recertx=c"};
    CHECK(by_cookie(service, Method::get, "/v1/session", others).status == 200);
}

TEST_CASE("a write in a session needs the session's CSRF token", "[sign-in]") {
    FakeService service;
    service.role = service.door.who.role = service::Role::admin;
    for (const std::string_view token : {"", "the-csrf-toke", "the-csrf-token2", "other"}) {
        INFO(token);
        const auto refused = by_cookie(service, Method::post, "/v1/tokens", {.csrf_token = token});
        CHECK(refused.status == 403);
        CHECK(code_of(refused) == "csrf");
    }
    CHECK(by_cookie(service, Method::delete_, "/v1/tokens/t1").status == 403);
    CHECK(by_cookie(service, Method::put, "/v1/clock").status == 403);
    CHECK(service.wanted.is_null());
    CHECK(by_cookie(service, Method::post, "/v1/tokens", {.csrf_token = kCsrf}).status == 201);
    CHECK(by_cookie(service, Method::head, "/v1/session").status == 200);
    CHECK(post(service, "/v1/tokens", "{}").status == 201);
}

TEST_CASE("a write in a session is not taken from a page of another site", "[sign-in]") {
    FakeService service;
    service.door.who.role = service::Role::admin;
    const auto status = [&](std::string_view site, std::string_view origin) {
        const RequestHeaders headers{.csrf_token = kCsrf,
                                     .host = "ledger.example.org:8443",
                                     .origin = origin,
                                     .sec_fetch_site = site};
        return by_cookie(service, Method::post, "/v1/tokens", headers).status;
    };
    CHECK(status("", "") == 201);
    CHECK(status("same-origin", "") == 201);
    CHECK(status("none", "") == 201);
    CHECK(status("same-origin", "https://ledger.example.org:8443") == 201);
    CHECK(status("same-origin", "null") == 201);
    CHECK(status("", "https://ledger.example.org:8443") == 201);
    CHECK(status("cross-site", "") == 403);
    CHECK(status("same-site", "https://ledger.example.org:8443") == 403);
    CHECK(status("same-origin", "https://evil.example") == 403);
    CHECK(status("", "https://evil.example") == 403);
    CHECK(status("", "https://ledger.example.org") == 403);
    CHECK(status("", "null") == 403);
}

TEST_CASE("opening a sign-in link shows a button and uses nothing up", "[sign-in]") {
    FakeService service;
    const Response page = open(service, "/signin/link?code=ab%22%3E%3Cscript%3E");
    CHECK(page.status == 200);
    CHECK(service.door.used.empty());
    CHECK_THAT(page.body, Catch::Contains("value=\"ab&quot;>&lt;script>\""));
    CHECK_THAT(page.body, Catch::Contains("<form method=\"post\" action=\"/signin/link\">"));
    CHECK(page.header("Cache-Control") == "no-store");
    CHECK_THAT(std::string(page.header("Content-Security-Policy")),
               Catch::Contains("default-src 'none'"));
    CHECK(page.body.find("<script") == std::string::npos);
    CHECK(ask(service, {.method = Method::head, .target = "/signin/link?code=a", .headers = {}})
              .status == 200);
    CHECK(service.door.used.empty());
}

TEST_CASE("a sign-in link that is used opens a session", "[sign-in]") {
    FakeService service;
    const auto use = [&](const std::string& form, RequestHeaders headers = {}) {
        headers.content_type = "application/x-www-form-urlencoded";
        return ask(
            service,
            {.method = Method::post, .target = "/signin/link", .body = form, .headers = headers});
    };
    const Response in = use("code=a-b_c");
    CHECK(in.status == 303);
    CHECK(in.header("Location") == "/");
    CHECK(in.header("Cache-Control") == "no-store");
    CHECK(cookies_set(in) ==
          std::vector<std::string>{"__Host-recert=the-secret; Path=/; Max-Age=43200; Secure; "
                                   "HttpOnly; SameSite=Lax"});
    CHECK(service.door.used == std::vector<std::string>{"a-b_c"});
    CHECK(use("").status == 422);
    CHECK(use("code=a&code=b").status == 422);
    CHECK(use("other=a").status == 422);
    CHECK(use("code=a", {.sec_fetch_site = "cross-site"}).status == 403);
    CHECK(use("code=a", {.origin = "https://evil.example"}).status == 403);
    CHECK(service.door.used.size() == 1);

    service.door.failure = Error{ErrorCode::link_not_valid, "it has been used"};
    const Response gone = use("code=a");
    CHECK(gone.status == 410);
    CHECK(code_of(gone) == "link-not-valid");
    const Response shown = use("code=a", {.accept = "text/html"});
    CHECK(shown.status == 410);
    CHECK(shown.content_type == kHtml);
    CHECK(shown.refusal == ErrorCode::link_not_valid);
    CHECK(cookies_set(shown).empty());
}

TEST_CASE("/signin leads to the issuer, or says what to ask for where there is none", "[sign-in]") {
    FakeService service;
    CHECK_THAT(open(service, "/signin").body, Catch::Contains("sign-in link"));
    service.door.issuer = true;
    const Response away = open(service, "/signin?return=/my");
    CHECK(away.status == 303);
    CHECK(away.header("Location") == "https://id.example.org/authorize?state=s");
    CHECK(service.door.return_to == "/my");
    CHECK(cookies_set(away) ==
          std::vector<std::string>{"__Host-recert-signin=sealed; Path=/; Max-Age=600; Secure; "
                                   "HttpOnly; SameSite=Lax"});
    service.door.failure = Error{ErrorCode::issuer_unavailable, "nobody answers"};
    CHECK(open(service, "/signin").status == 503);
    CHECK_THAT(open(service, "/signin", "text/html").body, Catch::Contains("nobody answers"));
}

TEST_CASE("the way back from the issuer opens a session, whatever else the issuer says",
          "[sign-in]") {
    FakeService service;
    const RequestHeaders headers{.accept = "text/html", .cookie = "__Host-recert-signin=sealed"};
    const auto back = [&](const std::string& query) {
        return ask(service, {.target = "/signin/callback?" + query, .headers = headers});
    };
    const Response in = back("code=c&state=s&session_state=x&iss=https://id.example.org");
    CHECK(in.status == 303);
    CHECK(in.header("Location") == "/my");
    CHECK(cookies_set(in).size() == 2);
    CHECK(service.door.arrival.sealed == "sealed");
    CHECK(service.door.arrival.state == "s");
    CHECK(service.door.arrival.code == "c");
    CHECK(service.door.arrival.issuer == "https://id.example.org");
    service.door.failure = Error{ErrorCode::unauthenticated, "no: <b>"};
    const Response refused = back("error=%3Cscript%3E%0A&state=s");
    CHECK(refused.status == 401);
    CHECK(service.door.arrival.code.empty());
    CHECK(service.door.arrival.error == "<script>?");
    CHECK_THAT(refused.body, Catch::Contains("no: &lt;b>"));
    CHECK(cookies_set(refused) ==
          std::vector<std::string>{"__Host-recert-signin=; Path=/; Max-Age=0; Secure; HttpOnly; "
                                   "SameSite=Lax"});
    CHECK(back("code=c&code=d").status == 400);
}

TEST_CASE("signing out ends the session and takes its cookie back", "[sign-in]") {
    FakeService service;
    CHECK(by_cookie(service, Method::post, "/signout").status == 403);
    const Response out = by_cookie(service, Method::post, "/signout", {.csrf_token = kCsrf});
    CHECK(out.status == 204);
    CHECK(service.door.ended == std::vector<std::string>{"the-secret"});
    CHECK_THAT(cookies_set(out).at(0), Catch::Contains("__Host-recert=; Path=/; Max-Age=0"));
}

TEST_CASE("a sign-in link is made for a holder and for so many minutes", "[sign-in]") {
    FakeService service;
    const std::string path = "/v1/holders/ada/sign-in-links";
    const Response made = post(service, path, "{}");
    CHECK(made.status == 201);
    CHECK(json_of(made)["url"] == "/signin/link?code=the-code");
    CHECK(json_of(made)["expires_at"] == "2026-05-04T12:15:00.000Z");
    CHECK(made.header("Cache-Control") == "no-store");
    CHECK(service.door.holder == "ada");
    CHECK(service.door.lasts == std::chrono::minutes(15));
    CHECK(post(service, path, R"({"minutes":1440})").status == 201);
    CHECK(service.door.lasts == std::chrono::hours(24));
    for (const char* body : {R"({"minutes":0})", R"({"minutes":1441})", R"({"minutes":1.5})",
                             R"({"minutes":"5"})", R"({"hours":1})", "[]"}) {
        INFO(body);
        CHECK(post(service, path, body).status == 422);
    }
    CHECK(post(service, "/v1/holders/A%20B/sign-in-links", "{}").status == 404);
}
