// GET /docs and /web/{asset}: the pages for people, and what they are made of (src/web).
//
// A page may load nothing but this origin's styles and scripts: its Content-Security-Policy says
// so, and a script may not write HTML.
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kCss = "text/css; charset=utf-8";
inline constexpr std::string_view kJavaScript = "text/javascript; charset=utf-8";

Result<Response> docs_page(const Call& call);
Result<Response> web_asset(const Call& call);

}  // namespace recert::http
