// Whom the claims of an issuer's token stand for. Pure.
//
// A role comes from one claim, a string or an array of strings, by a list of value and role: the
// first row whose value the claim has decides. There is no role by default: who has none of the
// values is `forbidden`. A role that needs more than a subject (an integration's types) cannot be
// had in this way.
#pragma once

#include <string>
#include <vector>

#include "events/json.hpp"
#include "result.hpp"
#include "service/service.hpp"

namespace recert::service {

struct RoleOfValue {
    std::string value;
    std::string role;
};

struct ClaimNames {
    std::string subject = "sub";  // of a holder: the claim with the holder's id
    std::string role = "roles";   // a name, or a JSON Pointer into the claims: /realm_access/roles
    std::vector<RoleOfValue> roles{};
};

// Errors: forbidden, unauthenticated (no subject).
Result<Principal> principal_of_claims(const events::Json& claims, const ClaimNames& names);

// `value=role`; the value may hold `=`. Errors: bad-parameter.
Result<RoleOfValue> parse_role_of_value(const std::string& text);

}  // namespace recert::service
