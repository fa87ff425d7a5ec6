#include "documents/badge_issuer.hpp"

#include "documents/base58.hpp"
#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"
#include "privacy/hex.hpp"

namespace recert::documents {
namespace {

using events::Json;

// Multicodec prefix of an Ed25519 public key: 0xed as a varint.
constexpr std::string_view kEd25519Codec = "\xED\x01";
constexpr std::size_t kCoordinateBytes = 32;

// Without what only describes it: what the thumbprint is of.
Json bare_ed25519(const BadgeKeys& keys) {
    return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", privacy::to_base64url(keys.ed25519)}};
}

Json bare_p256(const BadgeKeys& keys) {
    const std::string_view point = keys.p256;
    return {{"kty", "EC"},
            {"crv", "P-256"},
            {"x", privacy::to_base64url(point.substr(0, kCoordinateBytes))},
            {"y", privacy::to_base64url(point.substr(kCoordinateBytes))}};
}

std::string id_of(const Json& bare) {
    return privacy::to_base64url(privacy::sha256(events::canonical(bare)));
}

Json described(Json bare, const char* algorithm) {
    bare["kid"] = id_of(bare);
    bare["alg"] = algorithm;
    bare["use"] = "sig";
    return bare;
}

Json jwks_of(const BadgeKeys& keys) {
    return {described(bare_p256(keys), "ES256"), described(bare_ed25519(keys), "EdDSA")};
}

Json methods_of(const std::string& controller, const BadgeKeys& keys) {
    const auto method = [&](const char* type, const Json& bare) {
        return Json{
            {"id", controller + '#' + id_of(bare)}, {"type", type}, {"controller", controller}};
    };
    Json multikey = method("Multikey", bare_ed25519(keys));
    multikey["publicKeyMultibase"] = 'z' + base58(std::string(kEd25519Codec) + keys.ed25519);
    Json web_key = method("JsonWebKey", bare_p256(keys));
    web_key["publicKeyJwk"] = described(bare_p256(keys), "ES256");
    return {std::move(multikey), std::move(web_key)};
}

}  // namespace

std::string did(const BadgeIssuer& issuer) {
    const auto host = issuer.url.find("://");
    std::string out = "did:web:";
    for (const char c : std::string_view(issuer.url).substr(host + 3))
        out += c == ':' ? "%3A" : std::string(1, c);
    return out;
}

std::string verification_method(const BadgeIssuer& issuer) {
    return did(issuer) + '#' + id_of(bare_ed25519(issuer.keys.front()));
}

std::string token_key_url(const BadgeIssuer& issuer) {
    return issuer.url + "/keys/" + id_of(bare_p256(issuer.keys.front()));
}

Json did_document(const BadgeIssuer& issuer) {
    Json methods = Json::array();
    Json ids = Json::array();
    for (const BadgeKeys& keys : issuer.keys)
        for (Json& method : methods_of(did(issuer), keys)) {
            ids.push_back(method["id"]);
            methods.push_back(std::move(method));
        }
    return {{"@context",
             {"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1",
              "https://w3id.org/security/jwk/v1"}},
            {"id", did(issuer)},
            {"verificationMethod", std::move(methods)},
            {"assertionMethod", std::move(ids)}};
}

Json jwk_set(const BadgeIssuer& issuer) {
    Json all = Json::array();
    for (const BadgeKeys& keys : issuer.keys)
        for (Json& each : jwks_of(keys)) all.push_back(std::move(each));
    return {{"keys", std::move(all)}};
}

std::optional<Json> jwk(const BadgeIssuer& issuer, std::string_view id) {
    for (const BadgeKeys& keys : issuer.keys)
        for (Json& each : jwks_of(keys))
            if (each["kid"] == id) return std::move(each);
    return std::nullopt;
}

std::string name_urn(const BadgeIssuer& issuer, const std::vector<std::string>& words) {
    constexpr std::size_t kUuidBytes = 16;
    std::string digest = privacy::sha256(events::canonical(Json{did(issuer), words}));
    digest[6] = static_cast<char>((digest[6] & 0x0F) | 0x80);
    digest[8] = static_cast<char>((digest[8] & 0x3F) | 0x80);
    std::string digits = privacy::hex(digest.substr(0, kUuidBytes));
    for (const std::size_t at : {20U, 16U, 12U, 8U}) digits.insert(at, 1, '-');
    return "urn:uuid:" + digits;
}

}  // namespace recert::documents
