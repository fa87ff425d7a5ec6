#include "http/streams.hpp"

#include "http/entity_tag.hpp"
#include "http/page.hpp"

namespace recert::http {

Response state_response(const Call& call, const service::State& state) {
    Response response{.content_type = kJson, .body = events::canonical(state.body)};
    const std::string tag = entity_tag(state.version, response.body);
    if (names_tag(call.request.headers.if_none_match, tag)) response = Response{.status = 304};
    response.headers.push_back({"ETag", tag});
    response.headers.push_back({"Cache-Control", "private, no-cache"});
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
