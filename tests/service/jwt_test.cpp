#include "service/jwt.hpp"

#include <catch2/catch.hpp>

#include "privacy/base64url.hpp"
#include "support/issuer_keys.hpp"

using namespace recert;
using namespace recert::service;
using namespace recert::testing;
using events::Json;

namespace {

// RFC 7515, appendices A.2 (RS256) and A.3 (ES256): one payload, two keys.
const std::string kRfcClaims =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnV"
    "lfQ";
const std::string kRfcRs256 =
    "eyJhbGciOiJSUzI1NiJ9." + kRfcClaims +
    ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
    "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L"
    "07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUi"
    "pUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
const std::string kRfcEs256 =
    "eyJhbGciOiJFUzI1NiJ9." + kRfcClaims +
    ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
const Json kRfcKeys = {
    {"keys",
     {{{"kty", "RSA"},
       {"e", "AQAB"},
       {"n",
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0"
        "Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS"
        "5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH"
        "7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}},
      {{"kty", "EC"},
       {"crv", "P-256"},
       {"x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"},
       {"y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}}}}};

bool verifies(const KeySet& keys, const std::string& token) {
    const auto jwt = parse_jwt(token);
    if (!jwt) return false;
    const IssuerKey* key = keys.find(jwt->key_id, jwt->algorithm);
    return key != nullptr && key->verifies(jwt->signed_part, jwt->signature);
}

events::Instant at(const char* text) { return events::parse_instant(text).value(); }

constexpr const char* kNow = "2026-05-04T12:00:00Z";
constexpr std::int64_t kNowSeconds = 1'777'896'000;
const ExpectedClaims kExpected{"https://id.example.org", "recert", std::chrono::seconds(60)};

Json claims_with(const Json& more) {
    Json out = {{"iss", "https://id.example.org"}, {"aud", "recert"}, {"exp", kNowSeconds + 300}};
    out.merge_patch(more);
    return out;
}

}  // namespace

TEST_CASE("the examples of RFC 7515 verify, and no altered byte of them does", "[jwt]") {
    const auto keys = KeySet::parse(kRfcKeys);
    REQUIRE(keys);
    for (const std::string& token : {kRfcRs256, kRfcEs256}) {
        CHECK(verifies(*keys, token));
        CHECK(parse_jwt(token)->claims["iss"] == "joe");
        for (std::size_t place = 0; place < token.size(); place += 7) {
            std::string altered = token;
            altered[place] = altered[place] == 'A' ? 'B' : 'A';
            INFO(place);
            CHECK_FALSE(verifies(*keys, altered));
        }
    }
}

TEST_CASE("a signature by the one key does not do for the other, whatever the header says",
          "[jwt]") {
    const auto rsa = IssuerPrivateKey::rsa("a");
    const auto ec = IssuerPrivateKey::ec("a");
    const auto keys = KeySet::parse({{"keys", {rsa.jwk(), ec.jwk()}}});
    REQUIRE(keys);
    CHECK(verifies(*keys, rsa.token({{"iss", "x"}})));
    CHECK(verifies(*keys, ec.token({{"iss", "x"}})));
    CHECK_FALSE(verifies(*keys, rsa.token({{"iss", "x"}}, {{"alg", "ES256"}})));
    CHECK_FALSE(verifies(*keys, ec.token({{"iss", "x"}}, {{"alg", "RS256"}})));
    const auto stranger = IssuerPrivateKey::rsa("a");
    CHECK_FALSE(verifies(*keys, stranger.token({{"iss", "x"}})));
}

TEST_CASE("only RS256 and ES256 are algorithms, in exactly these letters", "[jwt]") {
    const auto key = IssuerPrivateKey::rsa("a");
    for (const char* name : {"none", "None", "NONE", "", "HS256", "HS512", "rs256", "RS384",
                             "PS256", "ES384", "ES256K", "EdDSA", "RS256 "}) {
        INFO(name);
        const auto refused = parse_jwt(key.token({{"iss", "x"}}, {{"alg", name}}));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::unauthenticated);
        CHECK_THAT(refused.error().message, Catch::Contains("alg"));
    }
    // RFC 7519 §6.1, the unsecured example.
    CHECK_FALSE(parse_jwt("eyJhbGciOiJub25lIn0." + kRfcClaims + "."));
    CHECK_FALSE(parse_jwt(token_of({{"kid", "a"}}, {{"iss", "x"}}, "s")));
    CHECK_FALSE(parse_jwt(token_of({{"alg", Json::array({"RS256"})}}, {{"iss", "x"}}, "s")));
}

TEST_CASE("what is not exactly a token is none", "[jwt]") {
    const auto key = IssuerPrivateKey::ec("a");
    const std::string good = key.token({{"iss", "x"}});
    REQUIRE(parse_jwt(good));
    const std::string header = good.substr(0, good.find('.'));
    const std::string twice = privacy::to_base64url(R"({"iss":"x","iss":"y"})");
    for (const std::string& text :
         {std::string(), std::string("."), std::string(".."), std::string("a.b"), good + ".",
          '.' + good, good + "=", good + " ", header + "." + twice + ".AAAA",
          privacy::to_base64url(R"({"alg":"none","alg":"ES256"})") + good.substr(header.size()),
          header + "." + privacy::to_base64url("[1]") + ".AAAA",
          key.token({{"iss", "x"}}, {{"crit", {"exp"}}}),
          key.token({{"iss", "x"}}, {{"typ", "logout+jwt"}}),
          key.token({{"iss", "x"}}, {{"typ", 1}}), key.token({{"iss", "x"}}, {{"kid", 1}}),
          key.token({{"iss", std::string(kJwtBytesMax, 'x')}})}) {
        INFO(text.substr(0, 200));
        const auto refused = parse_jwt(text);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::unauthenticated);
    }
    for (const char* type : {"JWT", "jwt", "at+jwt", "application/at+jwt"})
        CHECK(parse_jwt(key.token({{"iss", "x"}}, {{"typ", type}})));
}

TEST_CASE("claims must be of the issuer, for the audience, and of now", "[jwt]") {
    const std::pair<Json, const char*> refused[] = {
        {{{"iss", nullptr}}, "issuer"},
        {{{"iss", "https://id.example.org/"}}, "issuer"},
        {{{"iss", Json::array({"https://id.example.org"})}}, "issuer"},
        {{{"aud", nullptr}}, "audience"},
        {{{"aud", "recert-web"}}, "audience"},
        {{{"aud", {"a", 1, nullptr}}}, "audience"},
        {{{"aud", Json::object()}}, "audience"},
        {{{"exp", nullptr}}, "no exp"},
        {{{"exp", "2030"}}, "exp is no instant"},
        {{{"exp", -1}}, "exp is no instant"},
        {{{"exp", 1e300}}, "exp is no instant"},
        {{{"exp", kNowSeconds - 60}}, "expired"},
        {{{"nbf", kNowSeconds + 61}}, "not valid yet"},
        {{{"nbf", true}}, "nbf is no instant"},
        {{{"iat", kNowSeconds + 61}}, "in the future"}};
    for (const auto& [more, why] : refused) {
        INFO(more.dump());
        const auto status = check_claims(claims_with(more), kExpected, at(kNow));
        REQUIRE_FALSE(status);
        CHECK(status.error().code == ErrorCode::unauthenticated);
        CHECK_THAT(status.error().message, Catch::Contains(why));
    }
    for (const Json& more : {Json::object(), Json{{"aud", {"other", "recert"}}},
                             Json{{"exp", kNowSeconds - 59}}, Json{{"exp", kNowSeconds + 0.5}},
                             Json{{"nbf", kNowSeconds + 60}}, Json{{"iat", kNowSeconds + 60}}}) {
        INFO(more.dump());
        CHECK(check_claims(claims_with(more), kExpected, at(kNow)));
    }
}
