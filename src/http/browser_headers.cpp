#include "http/browser_headers.hpp"

#include <algorithm>

#include "http/route.hpp"

namespace recert::http {

namespace {

const std::vector<Header>& page_headers() {
    static const std::vector<Header> headers = {
        {"Content-Security-Policy",
         "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
         "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
         "frame-ancestors 'none'; require-trusted-types-for 'script'"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    };
    return headers;
}

// What only some may read, unless the handler knows that it may be kept.
bool is_kept_nowhere(const Response& response, const Route& route) {
    return !route.is_open() && route.method == Method::get &&
           response.header("Cache-Control").empty();
}

}  // namespace

void tell_browsers(Response& response, const Route* route) {
    if (response.content_type == kHtml)
        std::ranges::copy(page_headers(), std::back_inserter(response.headers));
    if (!route) return;
    if (route->any_origin) response.headers.push_back({kAnyOrigin, "*"});
    if (is_kept_nowhere(response, *route))
        response.headers.push_back({"Cache-Control", "no-store"});
}

Response options(std::string allow, bool any_origin) {
    Response response{.status = 204};
    if (any_origin) {
        response.headers = {{kAnyOrigin, "*"},
                            {"Access-Control-Allow-Methods", allow},
                            {"Access-Control-Allow-Headers", "*"},
                            {"Access-Control-Max-Age", "86400"}};
    }
    response.headers.push_back({"Allow", std::move(allow)});
    return response;
}

}  // namespace recert::http
