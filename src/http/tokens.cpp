#include "http/tokens.hpp"

#include "http/page.hpp"

namespace recert::http {

Result<Response> create_token(const Call& call) {
    const auto wanted = events::parse(call.request.body);
    if (!wanted) return tl::unexpected<Error>(wanted.error());
    if (!wanted->is_object()) return fail(ErrorCode::schema, "expected an object");
    const auto made = call.app.service->create_token(*call.principal, *wanted);
    if (!made) return tl::unexpected<Error>(made.error());
    Response response{.status = 201, .content_type = kJson, .body = events::canonical(*made)};
    if (const auto id = made->find("id"); id != made->end() && id->is_string())
        response.headers.push_back({"Location", "/v1/tokens/" + id->get<std::string>()});
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

Result<Response> list_tokens(const Call& call) {
    const auto paging = paging_of(call);
    if (!paging) return tl::unexpected<Error>(paging.error());
    auto page = call.app.service->tokens(*call.principal, *paging);
    if (!page) return tl::unexpected<Error>(std::move(page.error()));
    return page_response(call, std::move(*page));
}

Result<Response> one_token(const Call& call) {
    const auto token = call.app.service->token(*call.principal, call.id);
    if (!token) return tl::unexpected<Error>(token.error());
    Response response{.content_type = kJson, .body = events::canonical(*token)};
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

Result<Response> revoke_token(const Call& call) {
    RECERT_TRY(call.app.service->revoke_token(*call.principal, call.id));
    return Response{.status = 204};
}

}  // namespace recert::http
