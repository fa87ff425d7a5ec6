#include "service/code_flow.hpp"

#include <algorithm>

#include "ledger/base64.hpp"
#include "privacy/base64url.hpp"
#include "service/secret_rows.hpp"
#include "store/durable_file.hpp"

namespace recert::service {
namespace {

using events::Json;

constexpr std::string_view kSealedFor = "sign-in";
constexpr long kOk = 200;

std::string with(std::string form, std::string_view name, const std::string& value) {
    if (!form.empty() && !form.ends_with('?')) form += '&';
    return form.append(name).append("=").append(url_encoded(value));
}

tl::unexpected<Error> not_begun_here() {
    return fail(ErrorCode::unauthenticated,
                "this sign-in was not begun in this browser, took too long, or is over already");
}

// A path of this service, so that nobody is led elsewhere by a link to here.
bool is_own_path(std::string_view path) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("/-._~").find(c) != std::string_view::npos;
    };
    return path.starts_with('/') && !path.starts_with("//") && path.size() <= kReturnPathBytesMax &&
           std::all_of(path.begin(), path.end(), is_plain);
}

}  // namespace

Result<std::unique_ptr<CodeFlow>> CodeFlow::open(const IssuerOptions& options, Issuer& issuer,
                                                 const Clock& clock) {
    std::string secret;
    if (!options.client_secret_file.empty()) {
        const auto file = store::read_file(options.client_secret_file);
        if (file && *file) secret = (*file)->substr(0, (*file)->find_first_of("\r\n"));
        if (secret.empty())
            return fail(ErrorCode::refused_start,
                        "oidc_client_secret_file: no secret can be read from " +
                            options.client_secret_file.string());
    }
    return std::unique_ptr<CodeFlow>(new CodeFlow(std::move(secret), issuer, clock));
}

std::string CodeFlow::redirect_uri() const {
    return issuer_.options().public_url + "/signin/callback";
}

Result<Departure> CodeFlow::begin(const std::string& return_to) const {
    if (!is_own_path(return_to))
        return fail(ErrorCode::bad_parameter, "return is a path of this service");
    const auto endpoints = issuer_.endpoints();
    if (!endpoints) return tl::unexpected(endpoints.error());
    const std::string state = new_secret();
    const std::string nonce = new_secret();
    const std::string verifier = new_secret();
    const std::string& page = endpoints->authorization;
    std::string location = page.find('?') == page.npos ? page + '?' : page;
    location = with(std::move(location), "response_type", "code");
    location = with(std::move(location), "client_id", issuer_.options().client_id);
    location = with(std::move(location), "redirect_uri", redirect_uri());
    location = with(std::move(location), "scope", issuer_.options().scope);
    location = with(std::move(location), "state", state);
    location = with(std::move(location), "nonce", nonce);
    location = with(std::move(location), "code_challenge",
                    privacy::to_base64url(privacy::sha256(verifier)));
    location = with(std::move(location), "code_challenge_method", "S256");
    const Json kept = {{"state", state},
                       {"nonce", nonce},
                       {"verifier", verifier},
                       {"return_to", return_to},
                       {"until", events::format_instant(clock_.now() + kDepartureMax)}};
    return Departure{std::move(location), privacy::to_base64url(privacy::encrypt(
                                              seal_, kSealedFor, events::canonical(kept)))};
}

Result<Json> CodeFlow::open_seal(const Arrival& arrival) {
    const auto sealed = privacy::from_base64url(arrival.sealed);
    const auto clear =
        sealed ? privacy::decrypt(seal_, kSealedFor, *sealed) : std::optional<std::string>();
    if (!clear) return not_begun_here();
    auto kept = events::parse(*clear);
    if (!kept) return tl::unexpected(kept.error());
    const auto until = events::parse_instant((*kept)["until"].get_ref<const std::string&>());
    if (!until || clock_.now() >= *until || (*kept)["state"] != arrival.state)
        return not_begun_here();
    RECERT_TRY(mark_returned(arrival.state, *until));
    return kept;
}

Status CodeFlow::mark_returned(const std::string& state, events::Instant until) {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.now();
    if (returned_.size() >= kReturnsMax)
        std::erase_if(returned_, [&](const auto& each) { return each.second <= now; });
    if (returned_.size() >= kReturnsMax)
        return fail(ErrorCode::overloaded, "too many sign-ins are under way");
    if (!returned_.emplace(state, until).second) return not_begun_here();
    return {};
}

Result<CodeFlow::Finished> CodeFlow::finish(const Arrival& arrival) {
    const auto kept = open_seal(arrival);
    if (!kept) return tl::unexpected(kept.error());
    if (!arrival.issuer.empty() && arrival.issuer != issuer_.options().issuer)
        return fail(ErrorCode::unauthenticated, "this answer is of another issuer");
    if (arrival.code.empty())
        return fail(ErrorCode::unauthenticated, "the issuer did not sign you in: " + arrival.error);
    const auto id_token = exchange(arrival.code, kept->at("verifier").get<std::string>());
    if (!id_token) return tl::unexpected(id_token.error());
    const auto claims = verify(*id_token, kept->at("nonce").get<std::string>());
    if (!claims) return tl::unexpected(claims.error());
    auto principal = principal_of_claims(*claims, issuer_.options().claims);
    if (!principal) return tl::unexpected(principal.error());
    return Finished{std::move(*principal), kept->at("return_to").get<std::string>()};
}

Result<std::string> CodeFlow::exchange(const std::string& code, const std::string& verifier) const {
    const auto endpoints = issuer_.endpoints();
    if (!endpoints) return tl::unexpected(endpoints.error());
    const std::string& client = issuer_.options().client_id;
    WebRequest request{.url = endpoints->token};
    request.form = with(with({}, "grant_type", "authorization_code"), "code", code);
    request.form = with(std::move(request.form), "redirect_uri", redirect_uri());
    request.form = with(std::move(request.form), "code_verifier", verifier);
    const bool has_header = !secret_.empty() && !endpoints->posts_secret;
    if (!has_header) request.form = with(std::move(request.form), "client_id", client);
    if (!secret_.empty() && endpoints->posts_secret)
        request.form = with(std::move(request.form), "client_secret", secret_);
    if (has_header)
        request.authorization =
            "Basic " + ledger::base64(url_encoded(client) + ':' + url_encoded(secret_));
    const auto response = issuer_.options().ask(request);
    if (!response) return tl::unexpected(response.error());
    const auto body = events::parse(response->body);
    const bool is_object = body && body->is_object();
    if (response->status != kOk || !is_object || !body->value("id_token", Json()).is_string())
        return fail(
            response->status >= 500 ? ErrorCode::issuer_unavailable : ErrorCode::unauthenticated,
            "the issuer gave no token for this sign-in (" + std::to_string(response->status) + ")");
    return body->at("id_token").get<std::string>();
}

Result<Json> CodeFlow::verify(const std::string& id_token, const std::string& nonce) {
    const std::string& client = issuer_.options().client_id;
    auto claims = issuer_.verify(id_token, client);
    if (!claims && claims.error().code == ErrorCode::issuer_unavailable && issuer_.fetch())
        claims = issuer_.verify(id_token, client);
    if (!claims) return claims;
    if (claims->value("nonce", Json()) != nonce)
        return fail(ErrorCode::unauthenticated, "the issuer's token is not of this sign-in");
    if (claims->contains("azp") && (*claims)["azp"] != client)
        return fail(ErrorCode::unauthenticated, "the issuer's token is for another client");
    return claims;
}

}  // namespace recert::service
