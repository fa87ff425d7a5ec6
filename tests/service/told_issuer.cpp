#include "service/told_issuer.hpp"

namespace recert::testing {

using events::Json;

ToldIssuer::ToldIssuer()
    : answers(std::make_shared<std::map<std::string, service::WebResponse>>()),
      asked(std::make_shared<std::vector<service::WebRequest>>()),
      complaints(std::make_shared<std::vector<std::string>>()) {
    const Json told = {{"issuer", kIssuerUrl},
                       {"jwks_uri", kIssuerUrl + "/keys"},
                       {"authorization_endpoint", kIssuerUrl + "/authorize?tenant=1"},
                       {"token_endpoint", kIssuerUrl + "/token"}};
    (*answers)[kIssuerUrl + "/.well-known/openid-configuration"] = {200, told.dump()};
    publish({key.jwk()});
}

void ToldIssuer::publish(const std::vector<Json>& keys) {
    (*answers)[kIssuerUrl + "/keys"] = {200, Json{{"keys", keys}}.dump()};
}

service::IssuerOptions ToldIssuer::options() const {
    service::IssuerOptions out;
    out.issuer = kIssuerUrl;
    out.audience = "recert";
    out.claims.roles = {{"crew", "staff"}, {"member", "holder"}};
    out.client_id = "recert-web";
    out.public_url = "https://ledger.example.org";
    out.ask = [told = answers,
               seen = asked](const service::WebRequest& request) -> Result<service::WebResponse> {
        seen->push_back(request);
        const auto found = told->find(request.url);
        if (found == told->end()) return fail(ErrorCode::issuer_unavailable, "nobody answers");
        return found->second;
    };
    out.complain = [told = complaints](const std::string& why) { told->push_back(why); };
    return out;
}

Json ToldIssuer::claims(const service::Clock& clock, const Json& more) const {
    const auto now = clock.now().time_since_epoch().count() / 1'000;
    Json out = {{"iss", kIssuerUrl}, {"aud", "recert"}, {"sub", "sue"},
                {"roles", "crew"},   {"iat", now},      {"exp", now + 600}};
    out.merge_patch(more);
    return out;
}

}  // namespace recert::testing
