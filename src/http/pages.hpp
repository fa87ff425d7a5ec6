// The pages for people, and what they are made of (src/web): /docs, /my and all below it, and /,
// which tells programs in a text what there is.
//
// A page may load nothing but this origin's styles and scripts: its Content-Security-Policy says
// so, and a script may not write HTML. Its files are at /web/{edition}/…, an address that changes
// with any of them, and so are kept for good; at /web/… they are asked for again each time.
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::string_view kCss = "text/css; charset=utf-8";
inline constexpr std::string_view kJavaScript = "text/javascript; charset=utf-8";

Result<Response> front_page(const Call& call);  // who is signed in by a browser is led to /my
Result<Response> docs_page(const Call& call);
Result<Response> my_page(const Call& call);
Result<Response> web_asset(const Call& call);
Result<Response> edition_asset(const Call& call);  // 404 of an edition that is not this one

}  // namespace recert::http
