#include "service/roles.hpp"

#include <array>

namespace recert::service {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"holder", "staff", "integration", "auditor",
                                                    "admin"};

}  // namespace

std::string_view role_name(Role role) { return kNames.at(static_cast<std::size_t>(role)); }

std::optional<Role> parse_role(std::string_view text) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i] == text) return static_cast<Role>(i);
    return std::nullopt;
}

events::Actor Principal::actor() const { return {std::string(role_name(role)) + ':' + subject}; }

}  // namespace recert::service
