#include "http/clock.hpp"

#include <chrono>

#include "http/drafts.hpp"

namespace recert::http {

namespace {

Response response_of(const service::ClockState& clock) {
    events::Json body = {{"sandbox", clock.is_sandbox}, {"now", events::format_instant(clock.now)}};
    if (clock.is_sandbox)
        body["offset_seconds"] = std::chrono::floor<std::chrono::seconds>(clock.offset).count();
    Response response{.content_type = kJson, .body = events::canonical(body)};
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

Result<events::Instant> wanted_now(std::string_view body) {
    const auto parsed = parse_object(body, {"now"});
    if (!parsed) return tl::unexpected<Error>(parsed.error());
    const auto now = parsed->find("now");
    const std::string text =
        now != parsed->end() && now->is_string() ? now->get<std::string>() : std::string();
    if (const auto date = events::parse_date(text)) return *date + std::chrono::hours{12};
    if (const auto instant = events::parse_instant(text)) return *instant;
    return fail(ErrorCode::schema, "now is an RFC 3339 instant or a date", "/now");
}

}  // namespace

Result<Response> clock_state(const Call& call) { return response_of(call.app.service->clock()); }

Result<Response> put_clock_forward(const Call& call) {
    const auto to = wanted_now(call.request.body);
    if (!to) return tl::unexpected<Error>(to.error());
    const auto clock = call.app.service->put_clock_forward(*call.principal, *to);
    if (!clock) return tl::unexpected<Error>(clock.error());
    return response_of(*clock);
}

}  // namespace recert::http
