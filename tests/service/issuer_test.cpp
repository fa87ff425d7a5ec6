#include "service/issuer.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "privacy/cipher.hpp"
#include "service/told_issuer.hpp"

using namespace recert;
using namespace recert::service;
using namespace recert::testing;
using events::Json;

namespace {

struct Known {
    std::unique_ptr<Issuer> open() const {
        auto opened = Issuer::open(options, directory.path(), clock);
        REQUIRE(opened);
        return std::move(*opened);
    }
    std::string code_of(const Issuer& issuer, const std::string& token) const {
        const auto claims = issuer.verify(token, "recert");
        return claims ? "fine" : code_name(claims.error().code);
    }
    std::string token() const { return told.key.token(told.claims(clock)); }

    ToldIssuer told;
    IssuerOptions options = told.options();
    ManualClock clock{"2026-05-04T12:00:00Z"};
    support::ScratchDirectory directory;
};

}  // namespace

TEST_CASE("an issuer tells where its keys are, and tokens they signed are taken", "[issuer]") {
    Known known;
    const auto issuer = known.open();
    CHECK(known.code_of(*issuer, known.token()) == "issuer-unavailable");
    CHECK(issuer->wants_fetch());
    REQUIRE(issuer->fetch());
    CHECK_FALSE(issuer->wants_fetch());
    CHECK(known.code_of(*issuer, known.token()) == "fine");
    CHECK(issuer->endpoints()->token == kIssuerUrl + "/token");
    CHECK(known.told.complaints->empty());
}

TEST_CASE("forged tokens and those meant for others are refused", "[issuer]") {
    Known known;
    const auto issuer = known.open();
    REQUIRE(issuer->fetch());
    const auto forger = IssuerPrivateKey::ec("k1");
    const auto claims = [&](const Json& more) { return known.told.claims(known.clock, more); };
    const auto& key = known.told.key;
    const std::string secret_like = known.told.key.jwk().dump();
    for (const std::string& token :
         {forger.token(claims({})), key.token(claims({{"aud", "other"}})),
          key.token(claims({{"iss", "https://evil.example"}})), key.token(claims({{"exp", 1}})),
          key.token(claims({{"nbf", 4e9}})), key.token(claims({}), {{"alg", "none"}}),
          key.token(claims({}), {{"alg", "RS256"}}),
          token_of({{"alg", "HS256"}, {"kid", "k1"}}, claims({}),
                   privacy::hmac_sha256(privacy::Key(privacy::sha256(secret_like)), "x")),
          key.token(claims({})).substr(0, 60), std::string("a.b.c")}) {
        INFO(token);
        CHECK(known.code_of(*issuer, token) == "unauthenticated");
    }
    CHECK_FALSE(issuer->wants_fetch());
}

TEST_CASE("an unknown key has the keys fetched, once a minute at most", "[issuer]") {
    Known known;
    const auto issuer = known.open();
    REQUIRE(issuer->fetch());
    const auto next = IssuerPrivateKey::rsa("k2");
    const auto token = [&] { return next.token(known.told.claims(known.clock)); };
    known.told.publish({known.told.key.jwk(), next.jwk()});
    CHECK(known.code_of(*issuer, token()) == "unauthenticated");
    CHECK_FALSE(issuer->wants_fetch());
    known.clock.set("2026-05-04T12:01:00Z");
    CHECK(known.code_of(*issuer, token()) == "issuer-unavailable");
    REQUIRE(issuer->wants_fetch());
    REQUIRE(issuer->fetch());
    CHECK(known.code_of(*issuer, token()) == "fine");
    known.told.publish({next.jwk()});
    known.clock.set("2026-05-04T12:11:00Z");
    CHECK(issuer->wants_fetch());
    REQUIRE(issuer->fetch());
    CHECK(known.code_of(*issuer, token()) == "fine");
    CHECK(known.code_of(*issuer, known.token()) == "unauthenticated");
}

TEST_CASE("while the issuer is down its keys stay, also after a restart", "[issuer]") {
    Known known;
    {
        const auto issuer = known.open();
        REQUIRE(issuer->fetch());
    }
    known.told.answers->clear();
    const auto issuer = known.open();
    CHECK(known.code_of(*issuer, known.token()) == "fine");
    CHECK(issuer->endpoints());
    CHECK_FALSE(issuer->fetch());
    CHECK(known.told.complaints->size() == 1);
    CHECK(known.code_of(*issuer, known.token()) == "fine");
    known.clock.set("2026-05-04T12:01:00Z");
    CHECK(issuer->wants_fetch());
}

TEST_CASE("what was kept of another issuer, or is damaged, is not used", "[issuer]") {
    Known known;
    REQUIRE(known.open()->fetch());
    known.told.answers->clear();
    {
        Known other;
        other.options.issuer = "https://other.example";
        const auto issuer = Issuer::open(other.options, known.directory.path(), known.clock);
        REQUIRE(issuer);
        CHECK_FALSE((*issuer)->endpoints());
    }
    std::ofstream(known.directory.path() / "issuer.json") << "{\"issuer\":";
    CHECK(known.code_of(*known.open(), known.token()) == "issuer-unavailable");
}

TEST_CASE("answers that are none leave what was there and are complained of", "[issuer]") {
    Known known;
    const auto issuer = known.open();
    REQUIRE(issuer->fetch());
    auto& answers = *known.told.answers;
    const std::string discovery = kIssuerUrl + "/.well-known/openid-configuration";
    const WebResponse good = answers[discovery];
    const WebResponse bad[] = {
        {404, "{}"},
        {200, "<html>"},
        {200, "[]"},
        {200, R"({"issuer":"https://evil.example","jwks_uri":"https://evil.example/k"})"},
        {200, R"({"issuer":"https://id.example.org","jwks_uri":"https://id.example.org/keys",)"
              R"("authorization_endpoint":"http://evil.example","token_endpoint":"x"})"}};
    for (const WebResponse& each : bad) {
        answers[discovery] = each;
        INFO(each.body);
        CHECK(issuer->fetch().error().code == ErrorCode::issuer_unavailable);
    }
    answers[discovery] = good;
    for (const char* keys : {"{}", R"({"keys":[]})", R"({"keys":[{"kty":"oct","k":"AA"}]})"}) {
        answers[kIssuerUrl + "/keys"] = {200, keys};
        CHECK(issuer->fetch().error().code == ErrorCode::issuer_unavailable);
    }
    CHECK(known.told.complaints->size() == std::size(bad) + 3);
    CHECK(known.code_of(*issuer, known.token()) == "fine");
}

TEST_CASE("keys in a file need nobody to be reached", "[issuer]") {
    Known known;
    known.options.client_id.clear();
    known.options.jwks = (known.directory.path() / "keys.json").string();
    const auto missing = Issuer::open(known.options, known.directory.path(), known.clock);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::refused_start);
    std::ofstream(known.options.jwks) << Json{{"keys", {known.told.key.jwk(), 1}}}.dump();
    const auto issuer = known.open();
    CHECK(known.code_of(*issuer, known.token()) == "fine");
    CHECK(known.told.asked->empty());
}

TEST_CASE("settings about an issuer are checked", "[issuer]") {
    ToldIssuer told;
    CHECK(check(told.options()));
    const auto refused = [&](const std::function<void(IssuerOptions&)>& change) {
        IssuerOptions options = told.options();
        change(options);
        const Status status = check(options);
        return !status && status.error().code == ErrorCode::bad_parameter;
    };
    CHECK(refused([](auto& o) { o.issuer = "id.example.org"; }));
    CHECK(refused([](auto& o) { o.issuer = "http://id.example.org"; }));
    CHECK(refused([](auto& o) { o.issuer = "ftp://id.example.org"; }));
    CHECK(refused([](auto& o) { o.jwks = "http://id.example.org/keys"; }));
    CHECK(refused([](auto& o) { o.claims.roles.clear(); }));
    CHECK(refused([](auto& o) { o.audience = o.client_id = ""; }));
    CHECK(refused([](auto& o) { o.public_url.clear(); }));
    CHECK(refused([](auto& o) { o.leeway = std::chrono::seconds(601); }));
    CHECK_FALSE(refused([](auto& o) { o.issuer = "http://127.0.0.1:9/x"; }));
    CHECK_FALSE(refused([](auto& o) { o.issuer = "http://localhost:9"; }));
    CHECK(refused([](auto& o) { o.issuer = "http://localhost.evil.example"; }));
    CHECK(refused([](auto& o) { o.issuer = "http://localhost@evil.example"; }));
}
