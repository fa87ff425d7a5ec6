#include "http/projections.hpp"

#include "http/page.hpp"

namespace recert::http {

Result<Response> list_projections(const Call& call) {
    auto page = call.app.service->projections(*call.principal);
    if (!page) return tl::unexpected<Error>(std::move(page.error()));
    return page_response(call, std::move(*page));
}

Result<Response> rebuild_projection(const Call& call) {
    RECERT_TRY(call.app.service->rebuild(*call.principal, call.id));
    Response response{.status = 202, .content_type = kJson};
    response.body = events::canonical({{"name", call.id}, {"state", "building"}});
    response.headers.push_back({"Location", "/v1/projections"});
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

}  // namespace recert::http
