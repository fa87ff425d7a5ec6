#include "http/event_export.hpp"

#include "http/event_reads.hpp"

namespace recert::http {

namespace {

void write_line(std::string& text, const events::Json& envelope) {
    text.append(events::canonical(envelope)).append(1, '\n');
}

class Export final : public BodySource {
  public:
    Export(EventReads reads, service::EventsQuery query, EventText first)
        : reads_(std::move(reads)), query_(std::move(query)), here_(std::move(first)) {}

    void begin(const Reads& reads, Wake wake) override {
        reads_.work_with(reads, std::move(wake));
        read_on();
    }

    Next next() override {
        for (;;) {
            if (!here_.text.empty()) return std::exchange(here_.text, {});
            if (!reads_.is_under_way()) return End{};
            auto read = reads_.outcome();
            if (!read) return Wait{};
            if (!*read) return Broken{};
            here_ = std::move(**read);
            read_on();
        }
    }

  private:
    void read_on() {
        if (!here_.next) return;
        query_.cursor = std::move(here_.next);
        reads_.begin(query_);
    }

    EventReads reads_;
    service::EventsQuery query_;
    EventText here_;
};

}  // namespace

Result<Response> export_events(const Call& call, std::optional<events::StreamName> stream) {
    auto query = whole_query(call, std::move(stream));
    if (!query) return tl::unexpected<Error>(std::move(query.error()));
    EventReads reads(call, write_line);
    auto first = reads.read(*query);
    if (!first) return tl::unexpected<Error>(std::move(first.error()));
    Response response{.content_type = kNdjson};
    response.headers.push_back({"Cache-Control", "private, no-cache"});
    response.source =
        std::make_shared<Export>(std::move(reads), std::move(*query), std::move(*first));
    return response;
}

}  // namespace recert::http
