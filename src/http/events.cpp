#include "http/events.hpp"

#include <charconv>

#include "http/page.hpp"

namespace recert::http {

namespace {

Result<Seq> seq_of(const Call& call) {
    Seq seq;
    const char* end = call.id.data() + call.id.size();
    const auto [stop, error] = std::from_chars(call.id.data(), end, seq.value);
    if (error != std::errc{} || stop != end)
        return fail(ErrorCode::not_found, "an event is named by its seq");
    return seq;
}

Response json_response(std::string body) {
    Response response{.content_type = kJson, .body = std::move(body)};
    response.headers.push_back({"Cache-Control", "private, no-cache"});
    return response;
}

}  // namespace

Result<Response> ledger_events(const Call& call) {
    const auto text = call.parameter("stream");
    if (!text) return events_page(call, std::nullopt);
    auto stream = events::parse_stream_name(*text);
    if (!stream)
        return fail(ErrorCode::bad_parameter, "stream is of the form credential/cptm-000042");
    return events_page(call, std::move(stream));
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

}  // namespace recert::http
