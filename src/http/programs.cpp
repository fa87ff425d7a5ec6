#include "http/programs.hpp"

#include <charconv>

#include "http/page.hpp"
#include "http/streams.hpp"

namespace recert::http {

namespace {

Result<Response> page_of(const Call& call, Result<service::Page> page) {
    if (!page) return tl::unexpected<Error>(std::move(page.error()));
    return page_response(call, std::move(*page));
}

Result<Response> state_of(const Call& call, const Result<service::State>& state) {
    if (!state) return tl::unexpected<Error>(state.error());
    return state_response(call, *state);
}

}  // namespace

Result<Response> list_practicums(const Call& call) {
    RECERT_TRY(check_id(call));
    auto paging = paging_of(call);
    if (!paging) return tl::unexpected<Error>(std::move(paging.error()));
    const service::PracticumsQuery query{when_of(call), call.parameter("from"), std::move(*paging)};
    return page_of(call, call.app.service->practicums(call.id, query, *call.principal));
}

Result<Response> list_rules(const Call& call) {
    RECERT_TRY(check_id(call));
    const auto paging = paging_of(call);
    if (!paging) return tl::unexpected<Error>(paging.error());
    return page_of(call, call.app.service->rules(call.id, when_of(call), *paging, *call.principal));
}

Result<Response> rules_version(const Call& call) {
    RECERT_TRY(check_id(call));
    std::int64_t version = 0;
    const char* end = call.sub_id.data() + call.sub_id.size();
    const auto [stop, error] = std::from_chars(call.sub_id.data(), end, version);
    if (error != std::errc{} || stop != end)
        return fail(ErrorCode::not_found, "a version of the rules is named by its number");
    return state_of(
        call, call.app.service->rules_version(call.id, version, when_of(call), *call.principal));
}

Result<Response> quote(const Call& call) {
    RECERT_TRY(check_id(call));
    constexpr std::size_t kSeatsMax = 1000;
    const auto seats = number(call, "seats", 1, kSeatsMax, 1);
    if (!seats) return tl::unexpected<Error>(seats.error());
    const service::QuoteQuery query{when_of(call), call.parameter("organization"),
                                    static_cast<std::int64_t>(*seats)};
    return state_of(call, call.app.service->quote(call.id, query, *call.principal));
}

}  // namespace recert::http
