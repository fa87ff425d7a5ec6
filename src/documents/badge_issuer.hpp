// Who signs badges, as others find it: a did:web of the service's public URL, its keys as Multikey
// and as JWK. Keys of before stay listed, so that what they signed can still be checked.
//
// A key's id is the thumbprint of its JWK (RFC 7638). Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/json.hpp"

namespace recert::documents {

// The public halves that were made together.
struct BadgeKeys {
    std::string ed25519;  // 32 bytes
    std::string p256;     // 64: x ‖ y
};

// The raw signature of a message: 64 bytes, of P-256 r ‖ s.
using Sign = std::function<Result<std::string>(std::string_view message)>;

struct BadgeIssuer {
    std::string url;              // http(s)://host[:port]
    std::string log;              // the ledger's name
    std::vector<BadgeKeys> keys;  // the first ones sign; at least one
    Sign sign_ed25519{};
    Sign sign_p256{};
};

std::string did(const BadgeIssuer& issuer);
// What proofs name: did:web:…#<id>.
std::string verification_method(const BadgeIssuer& issuer);
// What tokens name, which answers with the bare JWK.
std::string token_key_url(const BadgeIssuer& issuer);

events::Json did_document(const BadgeIssuer& issuer);
events::Json jwk_set(const BadgeIssuer& issuer);
std::optional<events::Json> jwk(const BadgeIssuer& issuer, std::string_view id);

// `urn:uuid:…`, always the same for the same words (a UUID of version 8, out of SHA-256).
std::string name_urn(const BadgeIssuer& issuer, const std::vector<std::string>& words);

}  // namespace recert::documents
