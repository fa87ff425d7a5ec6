// Reminders: the list of mails that somebody has to know of, and the secret address in each mail by
// which a person gets no more of them, without signing in. Opening it only shows a button, so that
// what looks at links in mails changes nothing; a POST stops them, by the button or by a mail
// program's own (RFC 8058: one click, no cookie, no further page).
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kMultipartForm = "multipart/form-data";

Result<Response> list_notices(const Call& call);
Result<Response> stop_reminders_page(const Call& call);
Result<Response> stop_reminders(const Call& call);

}  // namespace recert::http
