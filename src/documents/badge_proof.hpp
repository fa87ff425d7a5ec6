// The two ways in which a credential is signed: an embedded proof (eddsa-rdfc-2022, which verifiers
// of badges all take) and a token (VC-JWT by ES256). Pure but for the issuer's signatures.
// Errors: corrupt, for what is not of the profile (nquads.hpp); those of the signature.
#pragma once

#include "documents/badge_issuer.hpp"
#include "events/values.hpp"

namespace recert::documents {

// In whole seconds: 2026-05-08T04:00:00Z.
std::string seconds_text(events::Instant at);

// `document` with its proof, an array of one.
Result<events::Json> with_proof(events::Json document, const BadgeIssuer& issuer,
                                events::Instant created);

// A credential with `id`, `validFrom` and a subject that has an `id`.
Result<std::string> as_token(const events::Json& credential, const BadgeIssuer& issuer);

}  // namespace recert::documents
