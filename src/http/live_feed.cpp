#include "http/live_feed.hpp"

#include <charconv>

#include "http/event_reads.hpp"

namespace recert::http {

namespace {

void write_event(std::string& text, const events::Json& envelope) {
    text.append("id: ").append(std::to_string(envelope["seq"].get<std::uint64_t>()));
    text.append("\nevent: ").append(envelope["type"].get_ref<const std::string&>());
    text.append("\ndata: ").append(events::canonical(envelope)).append("\n\n");
}

// The seq to begin with.
Result<std::uint64_t> first_of(const Call& call) {
    const std::string last(call.request.headers.last_event_id);
    const std::string after = last.empty() ? call.parameter("after").value_or("-1") : last;
    if (after == "-1") return std::uint64_t{0};
    std::uint64_t seq = 0;
    const char* const end = after.data() + after.size();
    const auto [stop, error] = std::from_chars(after.data(), end, seq);
    const std::string name = last.empty() ? "after" : "Last-Event-ID";
    if (error != std::errc{} || stop != end)
        return fail(ErrorCode::bad_parameter, name + " is a seq", name);
    if (seq >= call.app.service->size())
        return fail(ErrorCode::bad_parameter, name + ": there is no event " + after + " yet", name);
    return seq + 1;
}

// Everything before `next` has been sent; everything before `until` is being read.
struct Position {
    std::uint64_t next;
    std::uint64_t until;
};

class Feed final : public BodySource {
  public:
    using Seat = std::unique_ptr<Followers::Seat>;

    Feed(const Call& call, EventReads reads, service::EventsQuery query, Seat seat)
        : service_(*call.app.service),
          reads_(std::move(reads)),
          query_(std::move(query)),
          seat_(std::move(seat)) {}

    // The first read, by which a request that is not allowed is refused. Blocks.
    Status open(std::uint64_t first);

    void begin(const Reads& reads, Wake wake) override;
    Next next() override;
    void drain() override { draining_ = true; }

  private:
    bool read_on();
    void take(EventText read);
    void aim(std::uint64_t next, std::uint64_t until);

    service::Service& service_;
    EventReads reads_;
    service::EventsQuery query_;
    Seat seat_;
    Position position_{};
    std::string text_ = "retry: " + std::to_string(kRetry.count()) + "\n\n";
    Clock::time_point next_beat_{};
    bool draining_ = false;
};

void Feed::aim(std::uint64_t next, std::uint64_t until) {
    position_ = {next, until};
    query_.cursor.reset();
    query_.after = next == 0 ? "-1" : std::to_string(next - 1);
    if (until > 0) query_.known_at = std::to_string(until - 1);
}

Status Feed::open(std::uint64_t first) {
    const std::uint64_t size = service_.size();
    aim(first, size);
    auto read = reads_.read(query_);
    if (!read) return tl::unexpected<Error>(std::move(read.error()));
    if (size > 0) take(std::move(*read));
    return {};
}

void Feed::begin(const Reads& reads, Wake wake) {
    reads_.work_with(reads, wake);
    seat_->wake_by(std::move(wake));
}

void Feed::take(EventText read) {
    text_ += read.text;
    query_.cursor = std::move(read.next);
    if (!query_.cursor) position_.next = position_.until;
}

// Whether there is anything to read.
bool Feed::read_on() {
    if (!query_.cursor) {
        const std::uint64_t size = service_.size();
        if (size <= position_.next) return false;
        aim(position_.next, size);
    }
    reads_.begin(query_);
    return true;
}

Next Feed::next() {
    const auto now = Clock::now();
    while (!draining_) {
        if (auto read = reads_.outcome()) {
            if (!*read) return Broken{};
            take(std::move(**read));
        }
        if (!text_.empty()) {
            next_beat_ = now + kHeartbeat;
            return std::exchange(text_, {});
        }
        if (!reads_.is_under_way() && read_on()) continue;
        if (now < next_beat_) return Wait{next_beat_};
        text_ = ": still here\n\n";
    }
    return End{};
}

}  // namespace

Result<Response> follow_events(const Call& call, std::optional<events::StreamName> stream) {
    if (call.parameter("known_at"))
        return fail(ErrorCode::bad_parameter, "known_at is for the past: this answer goes on");
    auto query = whole_query(call, std::move(stream));
    if (!query) return tl::unexpected<Error>(std::move(query.error()));
    const auto first = first_of(call);
    if (!first) return tl::unexpected<Error>(first.error());
    auto seat = call.app.followers->admit();
    if (!seat) return tl::unexpected<Error>(std::move(seat.error()));
    EventReads reads(call, write_event);
    const auto feed =
        std::make_shared<Feed>(call, std::move(reads), std::move(*query), std::move(*seat));
    RECERT_TRY(feed->open(*first));
    Response response{.content_type = kEventStream};
    response.headers.push_back({"Cache-Control", "no-store"});
    response.source = feed;
    return response;
}

}  // namespace recert::http
