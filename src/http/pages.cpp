#include "http/pages.hpp"

#include <map>

#include "http/unchanging.hpp"
#include "web/assets.hpp"

namespace recert::http {

namespace {

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

Result<Response> docs_page(const Call& call) { return file("docs.html")->answer(call); }

Result<Response> web_asset(const Call& call) {
    const Unchanging* found = call.id.ends_with(".html") ? nullptr : file(call.id);
    if (!found) return fail(ErrorCode::not_found, "there is no such file");
    return found->answer(call);
}

}  // namespace recert::http
