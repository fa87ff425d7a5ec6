#include "http/identity.hpp"

#include <openssl/crypto.h>

#include "http/cookies.hpp"
#include "http/request_headers.hpp"
#include "service/sign_in.hpp"

namespace recert::http {

namespace {

bool is_safe(Method method) {
    return method == Method::get || method == Method::head || method == Method::options;
}

bool is_same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// A gateway in front may be known by another name than the one it asks for here.
bool is_own_origin(std::string_view origin, std::string_view host, std::string_view public_url) {
    if (!public_url.empty() && origin == public_url) return true;
    const auto authority = origin.find("://");
    return authority != origin.npos && !host.empty() && origin.substr(authority + 3) == host;
}

Result<service::Principal> identify_by_session(const Request& request, const App& app) {
    const auto secret = session_secret(request.headers);
    if (secret.empty())
        return fail(ErrorCode::unauthenticated, "this path needs Authorization: Bearer <token>");
    auto session = app.service->sign_in().session(secret);
    if (!session) return tl::unexpected<Error>(std::move(session.error()));
    if (is_safe(request.method)) return std::move(session->principal);
    RECERT_TRY(check_own_page(request.headers, app.public_url));
    if (!is_same_secret(request.headers.csrf_token, session->csrf))
        return fail(ErrorCode::csrf, "a write in a session needs its X-CSRF-Token");
    return std::move(session->principal);
}

}  // namespace

std::string_view session_secret(const RequestHeaders& headers) {
    if (headers.authorization.data() != nullptr) return {};
    return cookie(headers.cookie, kSessionCookie);
}

std::string_view shown_secret(const RequestHeaders& headers) {
    const auto token = bearer_token(headers.authorization);
    return token.empty() ? session_secret(headers) : token;
}

Result<service::Principal> identify(const Request& request, const App& app) {
    const auto token = bearer_token(request.headers.authorization);
    if (!token.empty()) return app.service->authenticate(token);
    return identify_by_session(request, app);
}

Voucher::Voucher(const RequestHeaders& headers)
    : token_(bearer_token(headers.authorization)), session_(session_secret(headers)) {}

Result<service::Principal> Voucher::who(const service::Service& service) const {
    if (session_.empty()) return service.authenticate(token_);
    auto session = service.sign_in().session(session_);
    if (!session) return tl::unexpected<Error>(std::move(session.error()));
    return std::move(session->principal);
}

Status check_own_page(const RequestHeaders& headers, const std::string& public_url) {
    const auto foreign = [] {
        return fail(ErrorCode::csrf, "this was sent by a page of another site");
    };
    const bool tells_site = !headers.sec_fetch_site.empty();
    // "none": nobody's page, as when it is loaded again.
    if (tells_site && headers.sec_fetch_site != "same-origin" && headers.sec_fetch_site != "none")
        return foreign();
    // A page that tells nobody where it is has no origin; then its site has to do.
    if (headers.origin.empty() || (headers.origin == "null" && tells_site)) return {};
    return is_own_origin(headers.origin, headers.host, public_url) ? Status() : foreign();
}

}  // namespace recert::http
