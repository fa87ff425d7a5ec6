// The settings about an OpenID Connect issuer: texts, all given in the same way, and two more. By
// flag (--oidc-issuer), by environment (RECERT_OIDC_ISSUER), or in the file (oidc_issuer).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"
#include "service/issuer.hpp"

namespace recert {

struct OpenIdText {
    std::string_view name;
    std::string_view what;
    std::string (*read)(const service::IssuerOptions&);
    void (*put)(service::IssuerOptions&, const std::string&);
};

inline constexpr std::size_t kOpenIdTextCount = 8;
extern const std::array<OpenIdText, kOpenIdTextCount> kOpenIdTexts;

struct GivenOpenId {
    std::array<std::optional<std::string>, kOpenIdTextCount> texts;
    std::vector<std::string> roles;  // value=role
    std::optional<std::uint32_t> leeway_seconds;
};

// nullopt when no issuer was given. Errors: bad-parameter, naming the setting.
Result<std::optional<service::IssuerOptions>> settle(const GivenOpenId& given,
                                                     const std::string& public_url);

}  // namespace recert
