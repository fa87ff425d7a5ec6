// Open badges, status lists, and the documents that tell by which keys they are signed. All of it
// needs a public_url, under which others find the issuer: without one, not-found says so.
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kCredentialJson = "application/vc+ld+json";
inline constexpr std::string_view kCredentialJwt = "application/vc+jwt";
inline constexpr std::string_view kPng = "image/png";

// As signed JSON, as a token or as a picture with the JSON in it: by `format`, else by Accept.
Result<Response> credential_badge(const Call& call);
Result<Response> badge_status_list(const Call& call);

Result<Response> did_document(const Call& call);
Result<Response> badge_jwks(const Call& call);
Result<Response> badge_jwk(const Call& call);

}  // namespace recert::http
