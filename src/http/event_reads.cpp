#include "http/event_reads.hpp"

namespace recert::http {

namespace {

Result<EventText> read_text(const service::Service& service, const service::EventsQuery& query,
                            const Voucher& voucher, EventReads::Writer writer) {
    const auto who = voucher.who(service);
    if (!who) return tl::unexpected<Error>(who.error());
    auto page = service.events(query, *who);
    if (!page) return tl::unexpected<Error>(std::move(page.error()));
    EventText out{.text = {}, .next = std::move(page->next)};
    for (const events::Json& envelope : page->items) writer(out.text, envelope);
    return out;
}

}  // namespace

EventReads::EventReads(const Call& call, Writer writer)
    : service_(call.app.service),
      voucher_(call.request.headers),
      writer_(writer),
      job_("events", call.request_id) {}

Result<EventText> EventReads::read(const service::EventsQuery& query) const {
    return read_text(*service_, query, voucher_, writer_);
}

void EventReads::begin(service::EventsQuery query) {
    job_.begin([service = service_, query = std::move(query), voucher = voucher_,
                writer = writer_] { return read_text(*service, query, voucher, writer); });
}

Result<service::EventsQuery> whole_query(const Call& call,
                                         std::optional<events::StreamName> stream) {
    for (const char* name : {"limit", "cursor"})
        if (call.parameter(name))
            return fail(ErrorCode::bad_parameter,
                        std::string(name) + " is for pages: this answer is not cut into any");
    return service::EventsQuery{.stream = std::move(stream),
                                .type = call.parameter("type"),
                                .after = call.parameter("after"),
                                .cursor = {},
                                .known_at = call.parameter("known_at"),
                                .limit = kEventsAtOnce};
}

}  // namespace recert::http
