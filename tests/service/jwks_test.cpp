#include "service/jwks.hpp"

#include <catch2/catch.hpp>

#include "support/issuer_keys.hpp"

using namespace recert;
using namespace recert::service;
using namespace recert::testing;
using events::Json;

namespace {

Json with(Json jwk, const Json& more) {
    jwk.update(more);
    return jwk;
}

}  // namespace

TEST_CASE("a set of keys keeps those that can verify and passes over the others", "[jwks]") {
    const auto rsa = IssuerPrivateKey::rsa("r");
    const auto ec = IssuerPrivateKey::ec("e");
    const Json secret = {{"kty", "oct"}, {"kid", "s"}, {"k", "AAAA"}, {"alg", "HS256"}};
    const auto keys = KeySet::parse({{"keys", {secret, rsa.jwk(), ec.jwk(), 7}}});
    REQUIRE(keys);
    CHECK(keys->find("r", Algorithm::rs256) != nullptr);
    CHECK(keys->find("r", Algorithm::es256) == nullptr);
    CHECK(keys->find("e", Algorithm::es256) != nullptr);
    CHECK_FALSE(keys->knows("s"));
}

TEST_CASE("keys that are too weak, not whole, or for something else are not used", "[jwks]") {
    const auto rsa = IssuerPrivateKey::rsa("r");
    const auto ec = IssuerPrivateKey::ec("e");
    const Json off_curve = {{"y", ec.jwk()["x"]}};
    for (const Json& jwk :
         {IssuerPrivateKey::rsa("r", 1'024).jwk(), IssuerPrivateKey::ec("e", "P-384").jwk(),
          with(rsa.jwk(), {{"alg", "RS512"}}), with(rsa.jwk(), {{"alg", "HS256"}}),
          with(rsa.jwk(), {{"use", "enc"}}), with(rsa.jwk(), {{"e", "AAAAAAE"}}),
          with(rsa.jwk(), {{"key_ops", Json::array({"encrypt"})}}), with(rsa.jwk(), {{"n", ""}}),
          with(rsa.jwk(), {{"e", "AQ"}}), with(ec.jwk(), off_curve),
          with(ec.jwk(), {{"crv", "secp256k1"}}), with(ec.jwk(), {{"x", "AA"}}),
          with(ec.jwk(), {{"kty", "RSA"}})}) {
        INFO(jwk.dump());
        const auto refused = KeySet::parse({{"keys", Json::array({jwk})}});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::malformed);
    }
    CHECK_FALSE(KeySet::parse(Json::array()));
    CHECK_FALSE(KeySet::parse({{"keys", Json::object()}}));
    CHECK_FALSE(KeySet::parse({{"keys", Json::array_t(kIssuerKeysMax + 1, ec.jwk())}}));
}

TEST_CASE("without an id a token's key is the only one of its algorithm, or none", "[jwks]") {
    const auto one = IssuerPrivateKey::ec("a");
    const auto two = IssuerPrivateKey::ec("b");
    const auto rsa = IssuerPrivateKey::rsa("c");
    const auto single = KeySet::parse({{"keys", {one.jwk(), rsa.jwk()}}});
    const auto both = KeySet::parse({{"keys", {one.jwk(), two.jwk()}}});
    REQUIRE((single && both));
    CHECK(single->find(std::nullopt, Algorithm::es256)->id == "a");
    CHECK(both->find(std::nullopt, Algorithm::es256) == nullptr);
    CHECK(both->find("", Algorithm::es256) == nullptr);
}

TEST_CASE("a signature of ES256 is r and s, neither DER nor shorter", "[jwks]") {
    const auto key = IssuerPrivateKey::ec("a");
    const auto keys = KeySet::parse({{"keys", Json::array({key.jwk()})}});
    REQUIRE(keys);
    const IssuerKey& verifier = *keys->find("a", Algorithm::es256);
    const std::string good = key.signature("text");
    CHECK(verifier.verifies("text", good));
    CHECK_FALSE(verifier.verifies("texts", good));
    for (const std::string& bad :
         {std::string(), std::string(64, '\0'), good.substr(1), good + '\0',
          std::string(64, '\xff'), good.substr(32) + good.substr(0, 32)})
        CHECK_FALSE(verifier.verifies("text", bad));
}
