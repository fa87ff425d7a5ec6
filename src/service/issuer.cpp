#include "service/issuer.hpp"

#include <algorithm>

#include "store/durable_file.hpp"

namespace recert::service {
namespace {

using events::Json;
namespace fs = std::filesystem;

constexpr long kOk = 200;
constexpr std::string_view kDiscovery = "/.well-known/openid-configuration";

std::string text(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

tl::unexpected<Error> unavailable(std::string why) {
    return fail(ErrorCode::issuer_unavailable, std::move(why));
}

// By RFC 8414 a secret goes into a header, unless the issuer only knows forms.
bool takes_form_only(const Json& discovered) {
    const auto methods = discovered.find("token_endpoint_auth_methods_supported");
    if (methods == discovered.end() || !methods->is_array()) return false;
    const auto has = [&](const char* method) {
        return std::find(methods->begin(), methods->end(), method) != methods->end();
    };
    return has("client_secret_post") && !has("client_secret_basic");
}

}  // namespace

Status check(const IssuerOptions& options) {
    const auto wrong = [](const std::string& what) { return fail(ErrorCode::bad_parameter, what); };
    if (const auto url = check_web_url(options.issuer); !url)
        return wrong("oidc_issuer: " + url.error().message);
    if (is_web_url(options.jwks))
        if (const auto url = check_web_url(options.jwks); !url)
            return wrong("oidc_jwks: " + url.error().message);
    if (options.audience.empty() && options.client_id.empty())
        return wrong("oidc_issuer needs oidc_audience (for bearer tokens) or oidc_client_id");
    if (options.claims.roles.empty())
        return wrong("oidc_issuer needs oidc_roles: which value of a claim is which role");
    if (options.leeway > kLeewayMax) return wrong("oidc_leeway_seconds is at most 600");
    if (!options.client_id.empty() && options.public_url.empty())
        return wrong("oidc_client_id needs public_url, where the issuer sends browsers back to");
    for (const auto* name : {&options.claims.subject, &options.claims.role})
        if (name->starts_with('/') && name->find('~') != name->npos)
            return wrong("a pointer to a claim has no ~ in it: " + *name);
    return {};
}

Issuer::Issuer(const IssuerOptions& options, fs::path kept, const Clock& clock)
    : options_(options),
      kept_(std::move(kept)),
      clock_(clock),
      told_{{"issuer", options.issuer}, {"jwks", options.jwks}},
      known_(std::make_shared<Known>()) {}

Result<std::unique_ptr<Issuer>> Issuer::open(const IssuerOptions& options, const fs::path& data,
                                             const Clock& clock) {
    auto issuer = std::unique_ptr<Issuer>(new Issuer(options, data / "issuer.json", clock));
    issuer->read_kept();
    if (options.jwks.empty() || is_web_url(options.jwks)) return issuer;
    if (const auto read = issuer->read_keys(); !read)
        return fail(ErrorCode::refused_start, "oidc_jwks: " + read.error().message);
    return issuer;
}

// A copy of what the issuer told last: of another issuer, or damaged, it is fetched anew.
void Issuer::read_kept() {
    const auto kept = store::read_file(kept_, 3 * kWebBytesMax);
    if (!kept || !*kept) return;
    auto told = events::parse(**kept);
    if (!told || !told->is_object() || text(*told, "issuer") != options_.issuer ||
        text(*told, "jwks") != options_.jwks || !take(*told))
        return;
    written_ = **kept;
}

std::shared_ptr<const Issuer::Known> Issuer::known() const {
    const std::lock_guard lock(mutex_);
    return known_;
}

Result<Json> Issuer::verify(std::string_view token, const std::string& audience) const {
    const auto jwt = parse_jwt(token);
    if (!jwt) return tl::unexpected(jwt.error());
    const auto now = known();
    const IssuerKey* key = now->keys.find(jwt->key_id, jwt->algorithm);
    if (key == nullptr && (now->keys.empty() || (jwt->key_id && !now->keys.knows(*jwt->key_id))))
        RECERT_TRY(missing_key());
    if (key == nullptr || !key->verifies(jwt->signed_part, jwt->signature))
        return fail(ErrorCode::unauthenticated,
                    "this token is refused: no key of the issuer signed it");
    RECERT_TRY(
        check_claims(jwt->claims, {options_.issuer, audience, options_.leeway}, clock_.now()));
    return jwt->claims;
}

// That it may be among those to be fetched; nothing, when they were fetched just now.
Status Issuer::missing_key() const {
    const std::lock_guard lock(mutex_);
    if (!known_->keys.empty() && clock_.now() - tried_at_ < kFetchPause) return {};
    key_is_missing_ = true;
    return unavailable("the issuer's keys are being fetched");
}

Result<Endpoints> Issuer::endpoints() const {
    const auto now = known();
    if (now->endpoints.authorization.empty())
        return unavailable("the issuer has not been reached yet");
    return now->endpoints;
}

bool Issuer::wants_fetch() const {
    const std::lock_guard lock(mutex_);
    const auto since = clock_.now() - tried_at_;
    return since >= kFetchPause && (key_is_missing_ || !succeeded_ || since >= kKeysAgeMax);
}

Status Issuer::fetch() {
    Status done = discover();
    const Status keys = read_keys();
    if (done) done = keys;
    {
        const std::lock_guard lock(mutex_);
        tried_at_ = clock_.now();
        succeeded_ = done.has_value();
        key_is_missing_ = false;
    }
    if (done) done = keep();
    if (!done) options_.complain(done.error().message);
    return done;
}

Status Issuer::discover() {
    if (!options_.jwks.empty() && options_.client_id.empty()) return {};
    std::string base = options_.issuer;
    while (base.ends_with('/')) base.pop_back();
    auto discovered = json_at(base + std::string(kDiscovery));
    if (!discovered) return tl::unexpected(discovered.error());
    if (text(*discovered, "issuer") != options_.issuer)
        return unavailable("what the issuer tells of itself is of another issuer");
    Json told = told_;
    told["discovered"] = std::move(*discovered);
    return take(told);
}

Status Issuer::read_keys() {
    const std::string place = options_.jwks.empty()
                                  ? text(told_.value("discovered", Json::object()), "jwks_uri")
                                  : options_.jwks;
    if (place.empty()) return unavailable("the issuer has not told where its keys are");
    const auto read = [&]() -> Result<Json> {
        if (options_.jwks.empty() || is_web_url(place)) return json_at(place);
        const auto file = store::read_file(place);
        if (!file) return tl::unexpected(file.error());
        if (!*file) return unavailable(place + " is not there");
        return events::parse(**file);
    };
    auto keys = read();
    if (!keys) return tl::unexpected(keys.error());
    Json told = told_;
    told["keys"] = std::move(*keys);
    return take(told);
}

Result<Json> Issuer::json_at(const std::string& url) const {
    const auto response = options_.ask({.url = url});
    if (!response) return tl::unexpected(response.error());
    if (response->status != kOk)
        return unavailable(url + " was answered by " + std::to_string(response->status));
    auto json = events::parse(response->body);
    if (!json || !json->is_object()) return unavailable(url + " is no JSON object");
    return json;
}

Status Issuer::take(const Json& told) {
    auto next = std::make_shared<Known>();
    if (const auto set = told.find("keys"); set != told.end()) {
        auto keys = KeySet::parse(*set);
        if (!keys) return unavailable("the issuer's keys: " + keys.error().message);
        next->keys = std::move(*keys);
    }
    if (const auto found = told.find("discovered"); found != told.end() && found->is_object()) {
        next->endpoints = {text(*found, "authorization_endpoint"), text(*found, "token_endpoint"),
                           takes_form_only(*found)};
        for (const auto* url : {&next->endpoints.authorization, &next->endpoints.token})
            if (!options_.client_id.empty() && !check_web_url(*url))
                return unavailable("the issuer tells of an endpoint that is no https URL");
    }
    told_ = told;
    const std::lock_guard lock(mutex_);
    known_ = std::move(next);
    ++times_told_;
    return {};
}

Status Issuer::keep() {
    std::string text = events::canonical(told_);
    if (text == written_) return {};
    RECERT_TRY(store::replace_file(kept_, text, store::kPublicFile));
    written_ = std::move(text);
    return {};
}

}  // namespace recert::service
