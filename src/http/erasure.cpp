#include "http/erasure.hpp"

#include "http/append.hpp"
#include "http/drafts.hpp"
#include "http/entity_tag.hpp"
#include "http/receipts.hpp"

namespace recert::http {

namespace {

// The body is the event's data.
tl::unexpected<Error> in_body(Error error) {
    constexpr std::string_view kData = "/data";
    if (error.pointer.starts_with(kData)) error.pointer.erase(0, kData.size());
    return tl::unexpected<Error>(std::move(error));
}

void add_headers(Response& response, const service::Appended& appended) {
    response.headers.push_back({"ETag", entity_tag(appended.version)});
    response.headers.push_back({"Receipt", receipt_path(appended.first)});
    if (appended.replayed) response.headers.push_back({"Idempotent-Replayed", "true"});
}

}  // namespace

Result<Response> erase_holder(const Call& call) {
    auto request = append_of(call);
    if (!request) return tl::unexpected<Error>(std::move(request.error()));
    auto data = parse_object(call.request.body, {"reason"});
    if (!data) return tl::unexpected<Error>(std::move(data.error()));
    request->drafts.push_back(
        {std::string(events::HolderErased::kType), std::nullopt, std::move(*data), ""});
    const auto erased = call.app.service->erase(std::move(*request));
    if (!erased) return in_body(erased.error());
    events::Json body = {{"events", events::Json::array()}};
    const auto& appended = erased->appended;
    if (appended) {
        auto shown = call.app.service->representation(*appended, *call.principal);
        if (!shown) return tl::unexpected<Error>(std::move(shown.error()));
        body = std::move(*shown);
    }
    body["holders"] = erased->holders;
    const bool is_made = appended && !appended->dry_run;
    Response response{.status = is_made ? 201 : 200, .content_type = kJson};
    response.body = events::canonical(body);
    response.headers.push_back({"Cache-Control", "no-store"});
    if (is_made) add_headers(response, *appended);
    return response;
}

}  // namespace recert::http
