#include "service/code_flow.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>

#include "privacy/base64url.hpp"
#include "service/told_issuer.hpp"

using namespace recert;
using namespace recert::service;
using namespace recert::testing;
using events::Json;

namespace {

// name=value&…; none of the values here is escaped but for URLs.
std::map<std::string, std::string> fields(std::string text) {
    text = text.substr(text.find('?') == text.npos ? 0 : text.find('?') + 1);
    std::map<std::string, std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('&', at), text.size());
        const auto equals = text.find('=', at);
        out[text.substr(at, equals - at)] = text.substr(equals + 1, end - equals - 1);
        at = end + 1;
    }
    return out;
}

struct Flow {
    explicit Flow(IssuerOptions with) : options(std::move(with)) {
        auto opened = Issuer::open(options, directory.path(), clock);
        REQUIRE(opened);
        issuer = std::move(*opened);
        REQUIRE(issuer->fetch());
        auto made = CodeFlow::open(options, *issuer, clock);
        REQUIRE(made);
        flow = std::move(*made);
    }
    explicit Flow(const ToldIssuer& by) : Flow(by.options()) { told = by; }

    // The way there; the issuer will answer with a token of these claims.
    Arrival depart(const Json& claims = Json::object()) {
        const auto departure = flow->begin("/my");
        REQUIRE(departure);
        sent = fields(departure->location);
        Json all = told.claims(clock, {{"aud", "recert-web"}, {"nonce", sent["nonce"]}});
        all.update(claims);
        answer({{"id_token", told.key.token(all)}, {"access_token", "x"}});
        return {departure->sealed, sent["state"], "the-code", {}, {}};
    }
    void answer(const Json& body, long status = 200) {
        (*told.answers)[kIssuerUrl + "/token"] = {status, body.dump()};
    }
    std::string code_of(const Arrival& arrival) {
        const auto finished = flow->finish(arrival);
        return finished ? "fine" : code_name(finished.error().code);
    }

    ToldIssuer told;
    IssuerOptions options;
    ManualClock clock{"2026-05-04T12:00:00Z"};
    support::ScratchDirectory directory;
    std::unique_ptr<Issuer> issuer;
    std::unique_ptr<CodeFlow> flow;
    std::map<std::string, std::string> sent;
};

}  // namespace

TEST_CASE("the way to the issuer and back, by a code that only its beginner can use", "[flow]") {
    const ToldIssuer told;
    Flow flow(told);
    const Arrival arrival = flow.depart();
    CHECK(flow.sent["response_type"] == "code");
    CHECK(flow.sent["client_id"] == "recert-web");
    CHECK(flow.sent["tenant"] == "1");
    CHECK(flow.sent["scope"] == "openid");
    CHECK(flow.sent["code_challenge_method"] == "S256");
    CHECK(flow.sent["redirect_uri"] == "https%3A%2F%2Fledger.example.org%2Fsignin%2Fcallback");
    const auto finished = flow.flow->finish(arrival);
    REQUIRE(finished);
    CHECK(finished->principal.actor().text == "staff:sue");
    CHECK(finished->return_to == "/my");
    const WebRequest& exchange = told.asked->back();
    auto form = fields(exchange.form);
    CHECK(form["grant_type"] == "authorization_code");
    CHECK(form["code"] == "the-code");
    CHECK(form["client_id"] == "recert-web");
    CHECK(form["redirect_uri"] == flow.sent["redirect_uri"]);
    CHECK(privacy::to_base64url(privacy::sha256(form["code_verifier"])) ==
          flow.sent["code_challenge"]);
    CHECK(exchange.authorization.empty());
}

TEST_CASE("a return is good once, in its time, and where it was begun", "[flow]") {
    const ToldIssuer told;
    Flow flow(told);
    const Arrival arrival = flow.depart();
    Arrival elsewhere = arrival;
    elsewhere.sealed.clear();
    CHECK(flow.code_of(elsewhere) == "unauthenticated");
    elsewhere = flow.depart();
    elsewhere.state = arrival.state;
    CHECK(flow.code_of(elsewhere) == "unauthenticated");
    elsewhere.sealed = Flow(told).depart().sealed;
    CHECK(flow.code_of(elsewhere) == "unauthenticated");

    const Arrival late = flow.depart();
    const Arrival good = flow.depart();
    CHECK(flow.code_of(good) == "fine");
    CHECK(flow.code_of(good) == "unauthenticated");
    flow.clock.set("2026-05-04T12:10:00Z");
    CHECK(flow.code_of(late) == "unauthenticated");
}

TEST_CASE("an issuer's answer must be of this sign-in, for this client", "[flow]") {
    const ToldIssuer told;
    Flow flow(told);
    for (const Json& claims :
         {Json{{"nonce", "other"}}, Json{{"nonce", nullptr}}, Json{{"aud", "recert"}},
          Json{{"azp", "other"}}, Json{{"iss", "https://evil.example"}}, Json{{"exp", 1}}}) {
        INFO(claims.dump());
        CHECK(flow.code_of(flow.depart(claims)) == "unauthenticated");
    }
    CHECK(flow.code_of(flow.depart({{"roles", "guest"}})) == "forbidden");
    CHECK(flow.code_of(flow.depart({{"azp", "recert-web"}})) == "fine");
    Arrival mixed_up = flow.depart();
    mixed_up.issuer = "https://evil.example";
    CHECK(flow.code_of(mixed_up) == "unauthenticated");
    Arrival refused = flow.depart();
    refused.code.clear();
    refused.error = "access_denied";
    const auto told_why = flow.flow->finish(refused);
    REQUIRE_FALSE(told_why);
    CHECK_THAT(told_why.error().message, Catch::Contains("access_denied"));
}

TEST_CASE("an issuer that gives no token lets nobody in", "[flow]") {
    const ToldIssuer told;
    Flow flow(told);
    const std::tuple<Json, long, const char*> rows[] = {
        {{{"error", "invalid_grant"}}, 400, "unauthenticated"},
        {{{"access_token", "x"}}, 200, "unauthenticated"},
        {{{"id_token", 1}}, 200, "unauthenticated"},
        {{{"id_token", "a.b.c"}}, 200, "unauthenticated"},
        {Json::array(), 200, "unauthenticated"},
        {Json::object(), 503, "issuer-unavailable"}};
    for (const auto& [body, status, code] : rows) {
        const Arrival arrival = flow.depart();
        flow.answer(body, status);
        INFO(body.dump());
        CHECK(flow.code_of(arrival) == code);
    }
    const Arrival arrival = flow.depart();
    told.answers->erase(kIssuerUrl + "/token");
    CHECK(flow.code_of(arrival) == "issuer-unavailable");
}

TEST_CASE("a return leads to a path of this service and nowhere else", "[flow]") {
    const ToldIssuer told;
    Flow flow(told);
    for (const char* path : {"/", "/my", "/my/a-b_c.d~e"}) CHECK(flow.flow->begin(path));
    for (const std::string& path :
         {std::string(), std::string("my"), std::string("//evil.example"),
          std::string("https://evil.example"), std::string("/\\evil.example"),
          std::string("/a\r\nb"), std::string("/a?b"), '/' + std::string(512, 'a')}) {
        INFO(path);
        CHECK(flow.flow->begin(path).error().code == ErrorCode::bad_parameter);
    }
}

TEST_CASE("a client with a secret shows it as the issuer takes it", "[flow]") {
    const ToldIssuer told;
    const support::ScratchDirectory directory;
    IssuerOptions options = told.options();
    options.client_secret_file = directory.path() / "secret";
    std::ofstream(options.client_secret_file) << "s3 cret\n";
    Flow flow(options);
    flow.told = told;
    CHECK(flow.code_of(flow.depart()) == "fine");
    CHECK(told.asked->back().authorization == "Basic cmVjZXJ0LXdlYjpzMyUyMGNyZXQ=");
    auto& discovery = (*told.answers)[kIssuerUrl + "/.well-known/openid-configuration"];
    Json more = Json::parse(discovery.body);
    more["token_endpoint_auth_methods_supported"] = Json::array({"client_secret_post"});
    discovery.body = more.dump();
    REQUIRE(flow.issuer->fetch());
    CHECK(flow.code_of(flow.depart()) == "fine");
    CHECK(told.asked->back().authorization.empty());
    CHECK(fields(told.asked->back().form)["client_secret"] == "s3%20cret");
    options.client_secret_file = directory.path() / "nothing";
    CHECK(CodeFlow::open(options, *flow.issuer, flow.clock).error().code ==
          ErrorCode::refused_start);
}
