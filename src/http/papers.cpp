#include "http/papers.hpp"

#include "http/streams.hpp"
#include "service/papers.hpp"

namespace recert::http {
namespace {

constexpr std::size_t kCyclesMax = 10'000;

Result<service::PaperQuery> query_of(const Call& call) {
    RECERT_TRY(check_id(call));
    service::PaperQuery query{.credential = call.id, .when = when_of(call)};
    if (!call.parameter("cycle")) return query;
    const auto cycle = number(call, "cycle", 1, kCyclesMax, 0);
    if (!cycle) return tl::unexpected<Error>(cycle.error());
    query.cycle = static_cast<std::int64_t>(*cycle);
    return query;
}

}  // namespace

Result<Response> read_transcript(const Call& call) {
    const auto query = query_of(call);
    if (!query) return tl::unexpected<Error>(query.error());
    const auto state = call.app.service->papers().transcript(*query, *call.principal);
    if (!state) return tl::unexpected<Error>(state.error());
    return state_response(call, *state);
}

}  // namespace recert::http
