// The two cookies of this service (RFC 6265). Their `__Host-` has browsers see to it that they were
// set here, over TLS, for this host alone; `Secure` holds on plain HTTP too, which browsers take
// from this machine only. No script reads them; a page elsewhere sends them with nothing but links.
#pragma once

#include <chrono>
#include <string_view>

#include "http/message.hpp"

namespace recert::http {

inline constexpr std::string_view kSessionCookie = "__Host-recert";
inline constexpr std::string_view kDepartureCookie = "__Host-recert-signin";

// Of a Cookie header; empty when it is not there, or there twice.
std::string_view cookie(std::string_view header, std::string_view name);

// `value` is base64url.
Header keep_cookie(std::string_view name, std::string_view value, std::chrono::seconds lasts);
Header drop_cookie(std::string_view name);

}  // namespace recert::http
