#include "http/pages.hpp"

#include <map>

#include "http/unchanging.hpp"
#include "web/assets.hpp"

namespace recert::http {

namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'";

std::string_view media_of(std::string_view name) {
    if (name.ends_with(".css")) return kCss;
    if (name.ends_with(".js")) return kJavaScript;
    return kHtml;
}

const Unchanging* file(std::string_view name) {
    static const std::map<std::string_view, Unchanging> files = [] {
        std::map<std::string_view, Unchanging> out;
        for (const web::Asset& asset : web::assets())
            out.emplace(asset.name, Unchanging(media_of(asset.name), std::string(asset.bytes)));
        return out;
    }();
    const auto found = files.find(name);
    return found == files.end() ? nullptr : &found->second;
}

}  // namespace

Result<Response> docs_page(const Call& call) {
    Response response = file("docs.html")->answer(call);
    response.headers.push_back({"Content-Security-Policy", std::string(kPolicy)});
    return response;
}

Result<Response> web_asset(const Call& call) {
    const Unchanging* found = call.id.ends_with(".html") ? nullptr : file(call.id);
    if (!found) return fail(ErrorCode::not_found, "there is no such file");
    return found->answer(call);
}

}  // namespace recert::http
