// The names of roles, as tokens and actors write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/service.hpp"

namespace recert::service {

std::string_view role_name(Role role);
std::optional<Role> parse_role(std::string_view text);
std::string role_names();  // holder, staff, …

}  // namespace recert::service
