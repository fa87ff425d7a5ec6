#include "http/page.hpp"

namespace recert::http {

Result<service::Paging> paging_of(const Call& call) {
    const auto limit = page_limit(call);
    if (!limit) return tl::unexpected<Error>(limit.error());
    return service::Paging{call.parameter("cursor"), *limit};
}

Response page_response(const Call& call, service::Page page) {
    Response response{.content_type = kJson};
    events::Json body = std::move(page.about);
    body["items"] = std::move(page.items);
    body["next"] = nullptr;
    if (page.next) {
        body["next"] = *page.next;
        const std::string link = '<' + with_cursor(call.target, *page.next) + ">; rel=\"next\"";
        response.headers.push_back({"Link", link});
    }
    response.body = events::canonical(body);
    return response;
}

Result<Response> events_page(const Call& call, std::optional<events::StreamName> stream) {
    const auto limit = page_limit(call);
    if (!limit) return tl::unexpected<Error>(limit.error());
    const service::EventsQuery query{.stream = std::move(stream),
                                     .type = call.parameter("type"),
                                     .after = call.parameter("after"),
                                     .cursor = call.parameter("cursor"),
                                     .known_at = call.parameter("known_at"),
                                     .limit = *limit};
    auto page = call.app.service->events(query, *call.principal);
    if (!page) return tl::unexpected<Error>(std::move(page.error()));
    return page_response(call, std::move(*page));
}

}  // namespace recert::http
