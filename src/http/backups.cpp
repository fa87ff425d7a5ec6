#include "http/backups.hpp"

#include "http/page.hpp"
#include "service/backups.hpp"

namespace recert::http {

Result<Response> list_backups(const Call& call) {
    auto page = call.app.service->backups().list(*call.principal);
    if (!page) return tl::unexpected<Error>(std::move(page.error()));
    return page_response(call, std::move(*page));
}

Result<Response> begin_backup(const Call& call) {
    const auto begun = call.app.service->backups().begin(*call.principal);
    if (!begun) return tl::unexpected<Error>(begun.error());
    Response response{.status = 202, .content_type = kJson};
    response.body = events::canonical(*begun);
    response.headers.push_back({"Location", "/v1/backups"});
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

}  // namespace recert::http
