#include "http/append_lines.hpp"

#include <atomic>
#include <deque>

#include "events/codec.hpp"
#include "http/body.hpp"
#include "http/drafts.hpp"
#include "http/identity.hpp"
#include "http/lines.hpp"
#include "http/problem.hpp"

namespace recert::http {

namespace {

using service::Append;
using service::Appended;

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

struct Placed {
    Seq seq;
    StreamVersion version;
};

// A line's place among the answers: filled by whoever answers it, read when `answered`.
struct Place {
    std::uint64_t line;
    std::size_t bytes;
    Result<Placed> outcome{};
    std::atomic<bool> answered{false};

    void fill(Result<Placed> with) {
        outcome = std::move(with);
        answered.store(true, std::memory_order_release);
    }
};

Result<Placed> placed(Result<Appended> appended) {
    if (appended) return Placed{appended->first, appended->version};
    Error error = std::move(appended.error());
    if (error.pointer == "/id") error.pointer = "/stream";  // a creation's id is in its name here
    return tl::unexpected<Error>(std::move(error));
}

class Exchange final : public BodySource, public BodySink {
  public:
    explicit Exchange(const Call& call)
        : service_(*call.app.service),
          traffic_(call.app.traffic),
          voucher_(call.request.headers),
          path_(call.target.path),
          request_id_(call.request_id) {}

    void begin(const Reads&, Wake wake) override { wake_ = std::move(wake); }
    Next next() override;
    void drain() override { draining_ = true; }

    bool has_room() const override { return wants_bytes_ && !draining_; }
    void take(std::string_view bytes) override;
    void end(Status how) override;

  private:
    void submit_lines();
    void submit(const Line& line);
    Result<Append> append_of(std::string_view line) const;
    std::shared_ptr<Place> add_place(std::uint64_t line, std::size_t bytes);
    void append_refusal(std::string& text, const Error& error) const;
    std::string answers();

    service::Service& service_;
    const std::shared_ptr<Traffic> traffic_;
    const Voucher voucher_;  // asked at each line: a token may be revoked while they come
    const std::string path_;
    const std::string request_id_;
    Wake wake_;
    Lines lines_{kLineBytesMax};
    std::deque<std::shared_ptr<Place>> places_;  // of the lines under way, in order
    std::size_t bytes_under_way_ = 0;
    bool wants_bytes_ = true;  // every line that is here has been submitted
    bool draining_ = false;
    std::optional<Status> ended_;
};

void Exchange::take(std::string_view bytes) {
    lines_.add(bytes);
    submit_lines();
}

void Exchange::end(Status how) {
    if (how) lines_.end();  // else what is left is part of a line
    ended_ = std::move(how);
}

void Exchange::submit_lines() {
    wants_bytes_ = false;
    while (!draining_ && places_.size() < kLinesUnderWayMax &&
           bytes_under_way_ < kLineBytesUnderWayMax) {
        const auto line = lines_.next();
        if (line) {
            submit(*line);
            continue;
        }
        wants_bytes_ = true;
        if (ended_ && !*ended_) {
            add_place(lines_.count() + 1, 0)->fill(tl::unexpected<Error>(ended_->error()));
            ended_ = Status();
        }
        return;
    }
}

void Exchange::submit(const Line& line) {
    const bool is_blank = line.text.find_first_not_of(" \t") == std::string_view::npos;
    if (is_blank && !line.is_too_long) return;
    const auto place = add_place(line.number, line.text.size());
    if (line.is_too_long)
        return place->fill(fail(ErrorCode::too_large, "a line has at most 1 MiB"));
    auto append = append_of(line.text);
    if (!append) return place->fill(tl::unexpected<Error>(std::move(append.error())));
    service_.append(std::move(*append), [place, wake = wake_](Result<Appended> appended) {
        place->fill(placed(std::move(appended)));
        wake();
    });
}

Result<Append> Exchange::append_of(std::string_view line) const {
    auto parsed = parse_line(line);
    if (!parsed) return tl::unexpected<Error>(std::move(parsed.error()));
    auto principal = voucher_.who(service_);
    if (!principal) return tl::unexpected<Error>(std::move(principal.error()));
    Append append;
    append.principal = std::move(*principal);
    append.creates = parsed->draft.type == events::first_type(parsed->stream.kind);
    append.may_exist = true;
    append.stream = std::move(parsed->stream);
    append.drafts.push_back(std::move(parsed->draft));
    if (parsed->key)
        append.idempotency =
            service::Idempotency{std::move(*parsed->key), path_ + '\n' + std::string(line)};
    return append;
}

std::shared_ptr<Place> Exchange::add_place(std::uint64_t line, std::size_t bytes) {
    auto place = std::make_shared<Place>();
    place->line = line;
    place->bytes = bytes;
    bytes_under_way_ += bytes;
    places_.push_back(place);
    return place;
}

void Exchange::append_refusal(std::string& text, const Error& error) const {
    traffic_->refused(error.code);
    text.append(",\"error\":").append(problem(error, request_id_).body);
}

std::string Exchange::answers() {
    std::string text;
    while (!places_.empty() && text.size() < kPieceBytes) {
        const Place& place = *places_.front();
        if (!place.answered.load(std::memory_order_acquire)) break;
        text.append("{\"line\":").append(std::to_string(place.line));
        if (place.outcome)
            text.append(",\"seq\":")
                .append(std::to_string(place.outcome->seq.value))
                .append(",\"version\":")
                .append(std::to_string(place.outcome->version.value));
        else
            append_refusal(text, place.outcome.error());
        text.append("}\n");
        bytes_under_way_ -= place.bytes;
        places_.pop_front();
    }
    return text;
}

Next Exchange::next() {
    submit_lines();
    std::string text = answers();
    if (!text.empty()) return text;
    const bool took_all = draining_ || (ended_ && wants_bytes_);
    if (took_all && places_.empty()) return End{};
    return Wait{};
}

}  // namespace

Result<Response> append_lines(const Call& call) {
    const RequestHeaders& headers = call.request.headers;
    if (!headers.idempotency_key.empty() || !headers.if_match.empty())
        return fail(ErrorCode::bad_parameter,
                    "Idempotency-Key and If-Match are for one append: a line has a key of its own");
    const auto exchange = std::make_shared<Exchange>(call);
    Response response{.content_type = kNdjson};
    response.headers.push_back({"Cache-Control", "no-store"});
    response.source = exchange;
    response.sink = exchange;
    return response;
}

}  // namespace recert::http
