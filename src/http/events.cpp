#include "http/events.hpp"

#include <array>
#include <charconv>

#include "http/event_export.hpp"
#include "http/live_feed.hpp"
#include "http/page.hpp"
#include "http/request_headers.hpp"

namespace recert::http {

namespace {

Response json_response(std::string body) {
    Response response{.content_type = kJson, .body = std::move(body)};
    response.headers.push_back({"Cache-Control", "private, no-cache"});
    return response;
}

constexpr std::array kOffers = {kJson, kNdjson, kEventStream};
constexpr std::array kRepresentations = {events_page, export_events, follow_events};

}  // namespace

Result<Seq> seq_of(const Call& call) {
    Seq seq;
    const char* end = call.id.data() + call.id.size();
    const auto [stop, error] = std::from_chars(call.id.data(), end, seq.value);
    if (error != std::errc{} || stop != end)
        return fail(ErrorCode::not_found, "an event is named by its seq");
    return seq;
}

Result<Response> ledger_events(const Call& call) {
    const auto text = call.parameter("stream");
    const auto stream = text ? events::parse_stream_name(*text) : std::nullopt;
    if (text && !stream)
        return fail(ErrorCode::bad_parameter, "stream is of the form credential/cptm-000042");
    const auto& represent = kRepresentations[preferred(call.request.headers.accept, kOffers)];
    auto response = represent(call, stream);
    if (response) response->headers.push_back({"Vary", "Accept"});
    return response;
}

Result<Response> one_event(const Call& call) {
    const auto seq = seq_of(call);
    if (!seq) return tl::unexpected<Error>(seq.error());
    const auto event = call.app.service->event(*seq, *call.principal);
    if (!event) return tl::unexpected<Error>(event.error());
    return json_response(events::canonical(*event));
}

Result<Response> one_entry(const Call& call) {
    const auto seq = seq_of(call);
    if (!seq) return tl::unexpected<Error>(seq.error());
    auto entry = call.app.service->entry(*seq, *call.principal);
    if (!entry) return tl::unexpected<Error>(std::move(entry.error()));
    return json_response(std::move(*entry));
}

Result<Response> entry_openings(const Call& call) {
    const auto seq = seq_of(call);
    if (!seq) return tl::unexpected<Error>(seq.error());
    const auto openings = call.app.service->openings(*seq, *call.principal);
    if (!openings) return tl::unexpected<Error>(openings.error());
    return json_response(openings->dump());
}

}  // namespace recert::http
