#include "http/accesses.hpp"

#include "http/page.hpp"

namespace recert::http {
namespace {

Result<Response> list(const Call& call, std::optional<std::string> holder) {
    auto paging = paging_of(call);
    if (!paging) return tl::unexpected<Error>(std::move(paging.error()));
    const service::AccessesQuery query{std::move(holder), call.parameter("actor"),
                                       std::move(*paging)};
    auto page = call.app.service->accesses(query, *call.principal);
    if (!page) return tl::unexpected<Error>(std::move(page.error()));
    return page_response(call, std::move(*page));
}

}  // namespace

Result<Response> list_accesses(const Call& call) { return list(call, call.parameter("holder")); }

Result<Response> list_accesses_of_holder(const Call& call) {
    RECERT_TRY(check_id(call));
    return list(call, call.id);
}

}  // namespace recert::http
