// A JSON Web Token (RFC 7519) in its compact form: taken apart, and what its claims must say.
// Pure; which key signed it is the caller's to find (jwks.hpp).
//
// Refused, all as `unauthenticated` with what is wrong: longer than kJwtBytesMax, base64url or JSON
// that is not exact (members that stand twice, too), any algorithm but RS256 and ES256, `crit`, a
// `typ` of tokens meant for something else.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "events/json.hpp"
#include "events/values.hpp"
#include "result.hpp"
#include "service/jwks.hpp"

namespace recert::service {

inline constexpr std::size_t kJwtBytesMax = 8'192;

struct Jwt {
    Algorithm algorithm;
    std::optional<std::string> key_id;
    events::Json claims;
    std::string signed_part;  // header.claims, as received
    std::string signature;
};

// Whether a bearer token is of the form of a JWT: tokens of this ledger have no dots.
bool looks_like_jwt(std::string_view token);

Result<Jwt> parse_jwt(std::string_view text);

struct ExpectedClaims {
    std::string issuer;
    std::string audience;
    std::chrono::seconds leeway{60};  // between the issuer's clock and this one
};

// iss, aud (a string or an array), exp, and nbf and iat where they stand.
Status check_claims(const events::Json& claims, const ExpectedClaims& expected,
                    events::Instant now);

// When claims that were checked end, by the issuer's clock.
events::Instant expires_at(const events::Json& claims);

}  // namespace recert::service
