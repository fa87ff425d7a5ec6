#include <stdexcept>

#include "http/openapi_parts.hpp"
#include "service/roles.hpp"

namespace recert::http {

using events::Json;
using service::Reach;

Json roles_json(const service::ByRole& reach) {
    Json out = Json::object();
    for (std::size_t i = 0; i < service::kRoles; ++i)
        if (reach.at(i) != Reach::none)
            out[std::string(service::role_name(static_cast<service::Role>(i)))] =
                reach.at(i) == Reach::own ? "own" : "all";
    return out;
}

void add_writers(Json& schema, std::string_view type) {
    const auto* grant = service::type_grant(type);
    if (grant == nullptr) throw std::logic_error(std::string(type) + " is granted to nobody");
    schema["x-roles"] = roles_json(grant->appends);
    schema["x-not-about-oneself"] = grant->decides;
}

std::string roles_text(const Json& roles) {
    std::string out;
    for (const auto& [role, reach] : roles.items())
        out.append(out.empty() ? "" : ", ").append(role).append(reach == "own" ? " (its own)" : "");
    return out;
}

}  // namespace recert::http
