#include "documents/badge_proof.hpp"

#include "documents/base58.hpp"
#include "documents/nquads.hpp"
#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"

namespace recert::documents {
namespace {

using events::Json;

std::int64_t seconds_since_epoch(const Json& text) {
    const auto at = events::parse_instant(text.get_ref<const std::string&>());
    return std::chrono::floor<std::chrono::seconds>(at.value_or(events::Instant{}))
        .time_since_epoch()
        .count();
}

Result<std::string> digest_of(const Json& document) {
    const auto text = canonical_nquads(document);
    if (!text) return tl::unexpected(text.error());
    return privacy::sha256(*text);
}

}  // namespace

std::string seconds_text(events::Instant at) {
    const auto text = events::format_instant(std::chrono::floor<std::chrono::seconds>(at));
    return text.substr(0, text.find('.')) + 'Z';
}

Result<Json> with_proof(Json document, const BadgeIssuer& issuer, events::Instant created) {
    Json proof = {{"type", "DataIntegrityProof"},
                  {"cryptosuite", "eddsa-rdfc-2022"},
                  {"created", seconds_text(created)},
                  {"verificationMethod", verification_method(issuer)},
                  {"proofPurpose", "assertionMethod"}};
    Json options = proof;
    options["@context"] = document["@context"];
    const auto of_options = digest_of(options);
    if (!of_options) return tl::unexpected(of_options.error());
    const auto of_document = digest_of(document);
    if (!of_document) return tl::unexpected(of_document.error());
    const auto signature = issuer.sign_ed25519(*of_options + *of_document);
    if (!signature) return tl::unexpected(signature.error());
    proof["proofValue"] = 'z' + base58(*signature);
    document["proof"] = Json::array({std::move(proof)});
    return document;
}

Result<std::string> as_token(const Json& credential, const BadgeIssuer& issuer) {
    const Json header = {{"alg", "ES256"}, {"kid", token_key_url(issuer)}, {"typ", "JWT"}};
    Json payload = credential;
    payload["iss"] = credential["issuer"]["id"];
    payload["jti"] = credential["id"];
    payload["sub"] = credential["credentialSubject"]["id"];
    payload["nbf"] = seconds_since_epoch(credential["validFrom"]);
    if (credential.contains("validUntil"))
        payload["exp"] = seconds_since_epoch(credential["validUntil"]);
    std::string token = privacy::to_base64url(events::canonical(header)) + '.' +
                        privacy::to_base64url(events::canonical(payload));
    const auto signature = issuer.sign_p256(token);
    if (!signature) return tl::unexpected(signature.error());
    return std::move(token) + '.' + privacy::to_base64url(*signature);
}

}  // namespace recert::documents
