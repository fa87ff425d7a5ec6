#include "http/what_if.hpp"

#include "http/drafts.hpp"
#include "http/page.hpp"

namespace recert::http {

namespace {

Result<events::Json> wanted_rules(std::string_view body) {
    const auto parsed = parse_object(body, {"rules"});
    if (!parsed) return tl::unexpected<Error>(parsed.error());
    const auto rules = parsed->find("rules");
    if (rules == parsed->end() || !rules->is_object())
        return fail(ErrorCode::schema, "rules is a rules document, an object", "/rules");
    return *rules;
}

}  // namespace

Result<Response> what_if(const Call& call) {
    RECERT_TRY(check_id(call));
    auto rules = wanted_rules(call.request.body);
    if (!rules) return tl::unexpected<Error>(std::move(rules.error()));
    auto paging = paging_of(call);
    if (!paging) return tl::unexpected<Error>(std::move(paging.error()));
    const service::WhatIfQuery query{std::move(*rules), when_of(call), std::move(*paging)};
    auto page = call.app.service->what_if(call.id, query, *call.principal);
    if (!page) return tl::unexpected<Error>(std::move(page.error()));
    return page_response(call, std::move(*page));
}

}  // namespace recert::http
