// Who asks: by the Authorization header or, without one, by the session cookie.
//
// A cookie comes along whatever page sends the request, so a write that it vouches for has to show
// that it comes from a page of this service: by X-CSRF-Token, which only the session can ask for,
// and by Sec-Fetch-Site and Origin where the browser sends them. Thread-safe; does not block.
#pragma once

#include <string>
#include <string_view>

#include "http/app.hpp"
#include "http/message.hpp"
#include "result.hpp"

namespace recert::http {

// Errors: unauthenticated, csrf; of an issuer's token also forbidden and issuer-unavailable.
Result<service::Principal> identify(const Request& request, const App& app);

// What a request vouches for its sender by: asked again while an answer goes on, since a token may
// be revoked and a session ended meanwhile.
class Voucher {
  public:
    explicit Voucher(const RequestHeaders& headers);
    Result<service::Principal> who(const service::Service& service) const;  // as of identify()

  private:
    std::string token_;
    std::string session_;
};

// The secret of the session that the request is made in; empty when there is none, or when it has
// an Authorization of its own.
std::string_view session_secret(const RequestHeaders& headers);

// The token or secret that the request shows, good or not; empty when it shows none.
std::string_view shown_secret(const RequestHeaders& headers);

// Errors: csrf, if a browser says that another site's page sent it.
Status check_own_page(const RequestHeaders& headers, const std::string& public_url);

}  // namespace recert::http
