#include "http/streams.hpp"

#include "http/entity_tag.hpp"
#include "http/page.hpp"

namespace recert::http {

Result<Response> stream_list(const Call& call) {
    const auto limit = page_limit(call);
    if (!limit) return tl::unexpected<Error>(limit.error());
    const service::ListQuery query{.kind = call.kind,
                                   .program = call.parameter("program"),
                                   .status = call.parameter("status"),
                                   .holder = call.parameter("holder"),
                                   .organization = call.parameter("organization"),
                                   .ends_before = call.parameter("ends_before"),
                                   .when = {call.parameter("as_of"), call.parameter("known_at")},
                                   .paging = {call.parameter("cursor"), *limit}};
    auto page = call.app.service->list(query, *call.principal);
    if (!page) return tl::unexpected<Error>(std::move(page.error()));
    return page_response(call, std::move(*page));
}

Response state_response(const Call& call, const service::State& state) {
    Response response{.content_type = kJson, .body = events::canonical(state.body)};
    const std::string tag = entity_tag(state.version, response.body);
    if (names_tag(call.request.headers.if_none_match, tag)) response = Response{.status = 304};
    response.headers.push_back({"ETag", tag});
    return response;
}

Result<Response> stream_state(const Call& call) {
    RECERT_TRY(check_id(call));
    const auto state = call.app.service->state(call.stream(), when_of(call), *call.principal);
    if (!state) return tl::unexpected<Error>(state.error());
    return state_response(call, *state);
}

Result<Response> stream_events(const Call& call) {
    RECERT_TRY(check_id(call));
    return events_page(call, call.stream());
}

}  // namespace recert::http
