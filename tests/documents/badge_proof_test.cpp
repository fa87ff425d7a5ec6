#include "documents/badge_proof.hpp"

#include <catch2/catch.hpp>

#include "documents/nquads.hpp"
#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"

using namespace recert;
using documents::BadgeIssuer;
using events::Json;

namespace {

struct Signed {
    std::string by_ed25519{};
    std::string by_p256{};
};

BadgeIssuer issuer(Signed& told) {
    const auto signs = [](std::string& into) {
        return [&into](std::string_view message) -> Result<std::string> {
            into = message;
            return std::string(64, '\1');
        };
    };
    return {.url = "https://ledger.example:8443",
            .log = "recert",
            .keys = {{std::string(32, 'e'), std::string(64, 'p')},
                     {std::string(32, 'f'), std::string(64, 'q')}},
            .sign_ed25519 = signs(told.by_ed25519),
            .sign_p256 = signs(told.by_p256)};
}

Json credential() {
    return {{"@context", {"https://www.w3.org/ns/credentials/v2"}},
            {"id", "urn:uuid:1"},
            {"type", {"VerifiableCredential"}},
            {"issuer", {{"id", "did:web:a"}, {"type", {"Profile"}}}},
            {"validFrom", "2026-02-03T05:00:00Z"},
            {"validUntil", "2026-02-03T05:00:01Z"},
            {"credentialSubject", {{"id", "urn:uuid:2"}, {"type", {"AchievementSubject"}}}}};
}

const events::Instant kAt = events::parse_instant("2026-02-03T05:06:07.890Z").value();

}  // namespace

TEST_CASE("a proof signs the hash of its options and then that of the document", "[badges]") {
    Signed told;
    const auto proven = documents::with_proof(credential(), issuer(told), kAt);
    REQUIRE(proven);
    REQUIRE((*proven)["proof"].is_array());
    Json options = (*proven)["proof"][0];
    CHECK(options["created"] == "2026-02-03T05:06:07Z");
    CHECK(options["proofValue"].get<std::string>().front() == 'z');
    options.erase("proofValue");
    options["@context"] = credential()["@context"];
    const auto hash = [](const Json& document) {
        return privacy::sha256(documents::canonical_nquads(document).value());
    };
    CHECK(told.by_ed25519 == hash(options) + hash(credential()));
}

TEST_CASE("a token has the credential's members and the registered claims", "[badges]") {
    Signed told;
    const auto token = documents::as_token(credential(), issuer(told));
    REQUIRE(token);
    CHECK(token->starts_with(told.by_p256 + '.'));
    const auto dot = token->find('.');
    const auto part = [](std::string_view text) {
        return events::parse(privacy::from_base64url(text).value()).value();
    };
    const Json header = part(std::string_view(*token).substr(0, dot));
    CHECK(header.size() == 3);
    CHECK(header["alg"] == "ES256");
    CHECK(header["typ"] == "JWT");
    CHECK(header["kid"] == documents::token_key_url(issuer(told)));
    Json expected = credential();
    expected.update({{"iss", "did:web:a"},
                     {"jti", "urn:uuid:1"},
                     {"sub", "urn:uuid:2"},
                     {"nbf", 1770094800},
                     {"exp", 1770094801}});
    const std::string_view rest = std::string_view(told.by_p256).substr(dot + 1);
    CHECK(part(rest).dump() == expected.dump());
}

TEST_CASE("a signature that fails is no document", "[badges]") {
    Signed told;
    BadgeIssuer broken = issuer(told);
    broken.sign_ed25519 = broken.sign_p256 = [](std::string_view) -> Result<std::string> {
        return fail(ErrorCode::storage, "no");
    };
    CHECK_FALSE(documents::with_proof(credential(), broken, kAt));
    CHECK_FALSE(documents::as_token(credential(), broken));
}

TEST_CASE("the issuer is a did:web with all keys there ever were", "[badges]") {
    Signed told;
    const BadgeIssuer who = issuer(told);
    CHECK(documents::did(who) == "did:web:ledger.example%3A8443");
    const Json document = documents::did_document(who);
    REQUIRE(document["verificationMethod"].size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        const Json& method = document["verificationMethod"][i];
        CHECK(method["id"] == document["assertionMethod"][i]);
        CHECK(method["controller"] == document["id"]);
    }
    CHECK(document["verificationMethod"][0]["id"] == documents::verification_method(who));
    CHECK(document["verificationMethod"][0]["publicKeyMultibase"].get<std::string>().starts_with(
        "z6Mk"));
    const Json all = documents::jwk_set(who)["keys"];
    REQUIRE(all.size() == 4);
    for (const Json& key : all)
        CHECK(documents::jwk(who, key["kid"].get<std::string>()).value().dump() == key.dump());
    CHECK_FALSE(documents::jwk(who, "another"));
    CHECK(documents::token_key_url(who) ==
          "https://ledger.example:8443/keys/" + all[0]["kid"].get<std::string>());
}

// The example of RFC 7638 is of RSA; this one is of RFC 8037, appendix A.3.
TEST_CASE("a key's id is the thumbprint of its JWK", "[badges]") {
    const auto x = privacy::from_base64url("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").value();
    const BadgeIssuer who{.url = "https://a", .log = "recert", .keys = {{x, std::string(64, 'p')}}};
    CHECK(documents::verification_method(who) ==
          "did:web:a#kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}
