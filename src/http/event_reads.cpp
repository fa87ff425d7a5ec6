#include "http/event_reads.hpp"

#include <atomic>
#include <exception>

#include "http/access_log.hpp"

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

struct EventReads::Job {
    Result<EventText> outcome = fail(ErrorCode::storage, "the events could not be read");
    std::atomic<bool> done{false};
};

EventReads::EventReads(const Call& call, Writer writer)
    : app_(call.app),
      voucher_(call.request.headers),
      request_id_(call.request_id),
      writer_(writer) {}

Result<EventText> EventReads::read(const service::EventsQuery& query) const {
    return read_text(*app_.service, query, voucher_, writer_);
}

// The job holds no App: a queue that held its own pool would never be freed.
void EventReads::begin(service::EventsQuery query) {
    job_ = std::make_shared<Job>();
    app_.reads([job = job_, &service = *app_.service, query = std::move(query), voucher = voucher_,
                writer = writer_, request_id = request_id_, wake = wake_] {
        try {
            job->outcome = read_text(service, query, voucher, writer);
            if (!job->outcome) log_failure("events", request_id, job->outcome.error().message);
        } catch (const std::exception& failure) {
            log_failure("events", request_id, failure.what());
        }
        job->done.store(true, std::memory_order_release);
        wake();
    });
}

std::optional<Result<EventText>> EventReads::outcome() {
    if (!job_ || !job_->done.load(std::memory_order_acquire)) return std::nullopt;
    const auto job = std::exchange(job_, nullptr);
    return std::move(job->outcome);
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
