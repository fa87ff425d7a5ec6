#include "service/roles.hpp"

#include <array>

#include "service/grants.hpp"

namespace recert::service {
namespace {

constexpr std::array<std::string_view, kRoles> kNames = {
    "holder", "staff", "integration", "auditor", "admin", "provider", "instructor", "sponsor"};

}  // namespace

std::string_view role_name(Role role) { return kNames.at(static_cast<std::size_t>(role)); }

std::optional<Role> parse_role(std::string_view text) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i] == text) return static_cast<Role>(i);
    return std::nullopt;
}

std::string role_names() {
    std::string out;
    for (const std::string_view name : kNames) out.append(out.empty() ? "" : ", ").append(name);
    return out;
}

events::Actor Principal::actor() const { return {std::string(role_name(role)) + ':' + subject}; }

}  // namespace recert::service
