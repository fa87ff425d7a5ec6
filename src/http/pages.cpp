#include "http/pages.hpp"

#include <map>

#include "http/entity_tag.hpp"
#include "http/identity.hpp"
#include "http/request_headers.hpp"
#include "http/unchanging.hpp"
#include "web/assets.hpp"

namespace recert::http {

namespace {

constexpr std::string_view kFrontPage =
    R"(recert: a ledger of certifications, and what follows from it.

GET  /readyz                         whether the service takes events
GET  /metrics                        what it measures of itself, for Prometheus
GET  /docs                           everything below and more, to read and to try
GET  /openapi.json                   the same, for programs
GET  /problems                       every refusal there is, explained
GET  /v1/schemas                     the event types, and the schema of each
GET  /v1/events                      the ledger; as application/x-ndjson, all of it;
                                     as text/event-stream, live
POST /v1/events                      application/x-ndjson: an append a line
POST /v1/holders                     {"id"?, "occurred_at"?, "data"}; so do programs,
                                     organizations and credentials
GET  /v1/credentials/{id}            a standing; ?as_of=YYYY-MM-DD, ?known_at=<seq|instant>
POST /v1/credentials/{id}/events     {"type", "occurred_at"?, "data"}, or an array of them
GET  /v1/credentials/{id}/events     the history of one credential

Paths under /v1 need Authorization: Bearer <token>. The first administrator's token is in the
file admin.token of the data directory.
)";

std::string_view media_of(std::string_view name) {
    if (name.ends_with(".css")) return kCss;
    if (name.ends_with(".js")) return kJavaScript;
    return kHtml;
}

// A name for all the files together, as they are now.
const std::string& edition() {
    static const std::string name = [] {
        std::string all;
        for (const web::Asset& asset : web::assets()) all.append(asset.name).append(asset.bytes);
        const std::string tag = entity_tag(all);
        return tag.substr(1, tag.size() - 2);
    }();
    return name;
}

// Pages refer to /web/docs.css, as it is called in this folder's tests and tools.
std::string with_edition(std::string_view page) {
    constexpr std::string_view kReference = "\"/web/";
    std::string out;
    for (auto at = page.find(kReference); at != page.npos; at = page.find(kReference)) {
        out.append(page.substr(0, at + kReference.size())).append(edition()).append("/");
        page.remove_prefix(at + kReference.size());
    }
    return out.append(page);
}

const Unchanging* file(std::string_view name) {
    static const std::map<std::string_view, Unchanging> files = [] {
        std::map<std::string_view, Unchanging> out;
        for (const web::Asset& asset : web::assets()) {
            const auto media = media_of(asset.name);
            out.emplace(asset.name, Unchanging(media, media == kHtml ? with_edition(asset.bytes)
                                                                     : std::string(asset.bytes)));
        }
        return out;
    }();
    const auto found = files.find(name);
    return found == files.end() ? nullptr : &found->second;
}

Result<Response> part(const Call& call, std::string_view name, std::string_view caching) {
    const Unchanging* found = name.ends_with(".html") ? nullptr : file(name);
    if (!found) return fail(ErrorCode::not_found, "there is no such file");
    return found->answer(call, caching);
}

Response lead_to_my() {
    Response response{.status = 303};
    response.headers = {{"Location", "/my"}, {"Cache-Control", "no-store"}, {"Vary", "Accept"}};
    return response;
}

}  // namespace

Result<Response> front_page(const Call& call) {
    if (!wants_html(call.request.headers.accept)) {
        Response response{.content_type = kPlain, .body = std::string(kFrontPage)};
        response.headers.push_back({"Vary", "Accept"});
        return response;
    }
    if (!session_secret(call.request.headers).empty()) return lead_to_my();
    Response response = file("front.html")->answer(call);
    response.headers.push_back({"Vary", "Accept, Cookie"});
    return response;
}

Result<Response> docs_page(const Call& call) { return file("docs.html")->answer(call); }

Result<Response> my_page(const Call& call) { return file("my.html")->answer(call); }

Result<Response> web_asset(const Call& call) { return part(call, call.id, kAskAgain); }

Result<Response> edition_asset(const Call& call) {
    if (call.id != edition()) return fail(ErrorCode::not_found, "there is no such edition");
    return part(call, call.sub_id, kKeep);
}

}  // namespace recert::http
