#include "openid_settings.hpp"

#include <algorithm>

namespace recert {
namespace {

using service::IssuerOptions;

template <class Place>
constexpr OpenIdText text(std::string_view name, std::string_view what, Place) {
    return {name, what, [](const IssuerOptions& options) { return std::string(Place{}(options)); },
            [](IssuerOptions& options, const std::string& value) { Place{}(options) = value; }};
}

}  // namespace

constinit const std::array<OpenIdText, kOpenIdTextCount> kOpenIdTexts = {
    text(
        "oidc_issuer", "OpenID Connect issuer whose tokens are taken: https://id.example.org",
        [](auto& options) -> auto& { return options.issuer; }),
    text(
        "oidc_jwks", "Its keys: a URL or a file (told by the issuer)",
        [](auto& options) -> auto& { return options.jwks; }),
    text(
        "oidc_audience", "What its bearer tokens must be meant for; without it none are taken",
        [](auto& options) -> auto& { return options.audience; }),
    text(
        "oidc_subject_claim", "The claim that names who it is; of a holder, the holder's id (sub)",
        [](auto& options) -> auto& { return options.claims.subject; }),
    text(
        "oidc_role_claim", "The claim with the roles; /a/b for one within another (roles)",
        [](auto& options) -> auto& { return options.claims.role; }),
    text(
        "oidc_client_id", "With it, browsers sign in at the issuer; needs --public-url",
        [](auto& options) -> auto& { return options.client_id; }),
    text(
        "oidc_client_secret_file", "File with the client's secret, if it has one",
        [](auto& options) -> auto& { return options.client_secret_file; }),
    text(
        "oidc_scope", "What browsers ask the issuer for (openid)",
        [](auto& options) -> auto& { return options.scope; })};

Result<std::optional<IssuerOptions>> settle(const GivenOpenId& given,
                                            const std::string& public_url) {
    IssuerOptions options;
    for (std::size_t i = 0; i < kOpenIdTexts.size(); ++i)
        if (given.texts[i]) kOpenIdTexts[i].put(options, *given.texts[i]);
    const bool is_any = !given.roles.empty() || given.leeway_seconds ||
                        std::ranges::any_of(given.texts, [](const auto& each) { return !!each; });
    if (options.issuer.empty() && is_any)
        return fail(ErrorCode::bad_parameter, "settings about an issuer need oidc_issuer");
    if (options.issuer.empty()) return std::nullopt;
    if (given.leeway_seconds) options.leeway = std::chrono::seconds(*given.leeway_seconds);
    options.public_url = public_url;
    for (const std::string& text : given.roles) {
        auto row = service::parse_role_of_value(text);
        if (!row) return fail(row.error().code, "oidc_roles: " + row.error().message);
        options.claims.roles.push_back(std::move(*row));
    }
    RECERT_TRY(service::check(options));
    return options;
}

}  // namespace recert
