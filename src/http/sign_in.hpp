// Signing in by a browser: /signin leads to the issuer, /signin/callback back from it, and
// /signin/link is where a link of the staff's leads to. A link is good once, so opening it only
// shows a button: what looks at links in mails does not press it. Of failures, browsers see a page.
#pragma once

#include "http/call.hpp"

namespace recert::http {

Result<Response> sign_in(const Call& call);
void sign_in_callback(const Call& call, Answer answer);
Result<Response> sign_in_link_page(const Call& call);
Result<Response> use_sign_in_link(const Call& call);
Result<Response> create_sign_in_link(const Call& call);
Result<Response> sign_out(const Call& call);
// {"role", "subject"}, and of a session "csrf" and "expires_at".
Result<Response> read_session(const Call& call);

}  // namespace recert::http
