#include "service/claims.hpp"

#include <algorithm>

#include "service/roles.hpp"
#include "service/wanted_token.hpp"

namespace recert::service {
namespace {

using events::Json;

const Json* claim(const Json& claims, const std::string& name) {
    if (name.starts_with('/')) {
        const Json::json_pointer place(name);
        return claims.contains(place) ? &claims.at(place) : nullptr;
    }
    const auto found = claims.find(name);
    return found == claims.end() ? nullptr : &*found;
}

bool has_value(const Json& claim, const std::string& value) {
    const auto is_it = [&](const Json& each) {
        return each.is_string() && each.get_ref<const std::string&>() == value;
    };
    return is_it(claim) || (claim.is_array() && std::any_of(claim.begin(), claim.end(), is_it));
}

}  // namespace

Result<Principal> principal_of_claims(const Json& claims, const ClaimNames& names) {
    const Json* subject = claim(claims, names.subject);
    if (subject == nullptr || !subject->is_string())
        return fail(ErrorCode::unauthenticated, "the token has no claim " + names.subject);
    const Json* values = claim(claims, names.role);
    const auto granted = std::find_if(
        names.roles.begin(), names.roles.end(),
        [&](const RoleOfValue& row) { return values != nullptr && has_value(*values, row.value); });
    if (granted == names.roles.end())
        return fail(ErrorCode::forbidden,
                    "nothing in the token's claim " + names.role + " is a role of this ledger");
    const auto row = check_wanted({{"role", granted->role}, {"subject", *subject}});
    if (!row)
        return fail(ErrorCode::forbidden, "the token's claim " + names.subject +
                                              " does not do for the role " + granted->role + ": " +
                                              row.error().message);
    auto principal = principal_of(*row);
    if (principal) principal->grant = "issuer";
    return principal;
}

Result<RoleOfValue> parse_role_of_value(const std::string& text) {
    const auto at = text.rfind('=');
    if (at == text.npos || at == 0)
        return fail(ErrorCode::bad_parameter, "not of the form value=role: " + text);
    RoleOfValue row{text.substr(0, at), text.substr(at + 1)};
    if (!check_wanted({{"role", row.role}, {"subject", "anybody"}}))
        return fail(ErrorCode::bad_parameter,
                    "no role that an issuer's token can have: " + row.role);
    return row;
}

}  // namespace recert::service
