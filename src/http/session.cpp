#include "http/session.hpp"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/write.hpp>

#include "http/access_log.hpp"
#include "http/channel.hpp"
#include "http/problem.hpp"
#include "http/request_headers.hpp"
#include "http/request_reader.hpp"
#include "http/router.hpp"
#include "http/wire.hpp"

namespace recert::http {

namespace {

using State = RequestReader::State;

class Session final : public Connection {
  public:
    Session(Loop& loop, int descriptor)
        : loop_(loop), channel_(loop, descriptor), reader_(loop.settings()) {
        loop_.add(*this);
    }
    ~Session() override { loop_.remove(*this); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void sweep(Clock::time_point now) override { channel_.sweep(now); }
    void drain() override;
    Task<void> converse();
    Task<void> turn_away();

  private:
    Task<bool> exchange();  // false: the connection ends
    Task<bool> read();      // false: so it does, and nobody waits for an answer
    Task<bool> refuse(Refusal refusal);
    Task<Response> answer(Request request);
    Task<bool> write(const Response& response, Method method, Framing framing);
    Task<bool> stream(const Response& response, Framing framing);
    Task<bool> write_piece(std::string_view piece, Framing framing);
    Task<bool> write_text(std::string_view text);
    Framing framing_of(const Response& response, bool is_streamed);
    void receive();
    void end_body(Status how);

    Loop& loop_;
    Channel channel_;
    RequestReader reader_;
    std::string head_;
    BodySink* receiving_ = nullptr;  // while the body of a streamed exchange comes
    bool said_last_word_ = false;
};

void Session::drain() {
    if (channel_.phase() == Phase::idle) channel_.cancel();
    channel_.bell()->ring();
}

Task<void> Session::converse() {
    for (bool goes_on = true; goes_on; reader_.next()) {
        channel_.enter(Phase::idle);
        goes_on = co_await exchange();
    }
    if (said_last_word_) {
        co_await channel_.linger();
    }
}

Task<void> Session::turn_away() {
    Refusal refusal{status_of(ErrorCode::overloaded),
                    {ErrorCode::overloaded, "there are too many connections"}};
    co_await refuse(std::move(refusal));
    co_await channel_.linger();
}

Task<bool> Session::exchange() {
    const bool is_there = co_await read();
    if (!is_there) co_return false;
    channel_.enter(Phase::handling);
    const auto began = Clock::now();
    const Request request = reader_.request();
    const Response response = co_await answer(request);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
    log_exchange(request.method, response, took);
    const bool is_streamed = response.source && request.method != Method::head;
    const Framing framing = framing_of(response, is_streamed);
    if (response.sink && reader_.take_expectation()) {
        co_await write_text(kContinue);
    }
    const bool written = co_await write(response, request.method, framing);
    bool goes_on = written && framing.keep_alive;
    if (written && is_streamed) {
        goes_on = co_await stream(response, framing);
    }
    co_return goes_on;
}

// What is not known to be read to its end, or can end by closing only, ends the connection.
Framing Session::framing_of(const Response& response, bool is_streamed) {
    const bool is_read = response.sink || reader_.advance() == State::complete;
    const bool is_framed = !is_streamed || !reader_.is_http_1_0();
    const bool keep_alive = reader_.keep_alive() && !loop_.is_draining();
    return {reader_.is_http_1_0(), keep_alive && is_read && is_framed};
}

// Until a request is complete, or its body is one to be taken as it comes, or it is refused. A
// deadline that passes half-way is answered with 408.
Task<bool> Session::read() {
    for (State state = reader_.advance(); state != State::complete; state = reader_.advance()) {
        if (state == State::streaming) co_return true;
        if (state == State::refused) {
            Refusal refusal = reader_.refusal();
            const bool goes_on = co_await refuse(std::move(refusal));
            co_return goes_on;
        }
        if (state == State::idle && loop_.is_draining()) co_return false;
        const Phase phase = channel_.phase();
        if (state == State::header && phase != Phase::header) channel_.enter(Phase::header);
        if (state == State::body && phase != Phase::body) channel_.enter(Phase::body);
        if (reader_.take_expectation()) {
            const bool written = co_await write_text(kContinue);
            if (!written) co_return false;
        }
        const std::span<char> room = reader_.room();
        const auto buffer = asio::buffer(room.data(), room.size());
        const auto [error, bytes] = co_await channel_.socket().async_read_some(buffer, kAwait);
        if (error && channel_.timed_out() && state != State::idle) {
            Refusal refusal{status_of(ErrorCode::request_timeout),
                            {ErrorCode::request_timeout, "the request came too slowly"}};
            const bool goes_on = co_await refuse(std::move(refusal));
            co_return goes_on;
        }
        if (error) co_return false;
        reader_.received(bytes);
    }
    co_return true;
}

// Always false: after a refusal nobody knows where the next request would begin.
Task<bool> Session::refuse(Refusal refusal) {
    const std::string id = request_id({});
    Response response = problem(refusal.status, refusal.error, id);
    response.request_id = id;
    log_exchange(Method::other, response, std::chrono::microseconds{0});
    const Framing framing{.keep_alive = false};
    co_await write(response, Method::other, framing);
    co_return false;
}

// The reply may come at once, on this thread, or from any other.
Task<Response> Session::answer(Request request) {
    const auto slot = std::make_shared<std::optional<Response>>();  // the loop's thread only
    Reply reply = [slot, bell = channel_.bell(), weak = loop_.weak_from_this()](Response response) {
        const auto loop = weak.lock();
        if (!loop) return;
        asio::dispatch(loop->io(), [slot, bell, response = std::move(response)]() mutable {
            *slot = std::move(response);
            bell->ring();
        });
    };
    handle(request, loop_.app(), std::move(reply));
    while (!*slot) {
        co_await channel_.rest(Clock::time_point::max());
    }
    co_return std::move(**slot);
}

Task<bool> Session::write(const Response& response, Method method, Framing framing) {
    channel_.enter(Phase::writing);
    write_head(head_, response, framing);
    const std::string_view body = has_body(response, method) ? response.body : std::string_view{};
    const std::array<asio::const_buffer, 2> both{asio::buffer(head_), asio::buffer(body)};
    const auto [error, bytes] = co_await asio::async_write(channel_.socket(), both, kAwait);
    said_last_word_ = !framing.keep_alive;
    co_return !error;
}

// Both ways at once, on one thread: the sink is given what has come, the client what is ready.
Task<bool> Session::stream(const Response& response, Framing framing) {
    BodySource& source = *response.source;
    source.begin(channel_.waker());
    receiving_ = response.sink.get();
    bool written = true;
    for (bool ended = false; written && !ended;) {
        if (loop_.is_draining()) source.drain();
        receive();
        const Next next = source.next();
        if (const auto* piece = std::get_if<std::string>(&next)) {
            written = co_await write_piece(*piece, framing);
        } else if (const auto* wait = std::get_if<Wait>(&next)) {
            channel_.enter(channel_.is_reading() ? Phase::body : Phase::handling);
            co_await channel_.rest(wait->until);
        } else {
            ended = std::holds_alternative<End>(next);
            written = ended;
        }
    }
    receiving_ = nullptr;
    co_await channel_.end_reading();
    if (!written) channel_.reset();
    if (written && !framing.http_1_0) {
        written = co_await write_text(kLastChunk);
    }
    const bool goes_on = written && framing.keep_alive && !loop_.is_draining() &&
                         reader_.advance() == State::complete;
    said_last_word_ = written && !goes_on;
    co_return goes_on;
}

// What has come of the body goes to the sink while it has room, and more is read for it.
void Session::receive() {
    while (receiving_ && !channel_.is_reading()) {
        if (const auto arrival = channel_.arrival()) {
            if (arrival->error && channel_.timed_out())
                return end_body(fail(ErrorCode::request_timeout, "the rest came too slowly"));
            if (arrival->error)
                return end_body(fail(ErrorCode::malformed, "the body broke off before its end"));
            reader_.received(arrival->bytes);
        }
        if (!receiving_->has_room()) return;
        const State state = reader_.advance();
        const std::string piece = reader_.take_body();
        if (!piece.empty()) receiving_->take(piece);
        if (state == State::refused) return end_body(tl::unexpected(reader_.refusal().error));
        if (state == State::complete) return end_body({});
        if (piece.empty()) channel_.begin_read(reader_.room());
    }
}

void Session::end_body(Status how) { std::exchange(receiving_, nullptr)->end(std::move(how)); }

Task<bool> Session::write_piece(std::string_view piece, Framing framing) {
    channel_.enter(Phase::writing);
    head_.clear();
    if (!framing.http_1_0) write_chunk_size(head_, piece.size());
    const std::string_view end = framing.http_1_0 ? std::string_view{} : kChunkEnd;
    const std::array<asio::const_buffer, 3> parts{asio::buffer(head_), asio::buffer(piece),
                                                  asio::buffer(end)};
    const auto [error, bytes] = co_await asio::async_write(channel_.socket(), parts, kAwait);
    co_return !error;
}

Task<bool> Session::write_text(std::string_view text) {
    channel_.enter(Phase::writing);
    const auto buffer = asio::buffer(text);
    const auto [error, bytes] = co_await asio::async_write(channel_.socket(), buffer, kAwait);
    co_return !error;
}

// GCC 12 resumes the wrong frame after an unbraced `if (…) co_await a; else co_await b;`, so the
// choice is made before the one co_await, and a co_await under an `if` has braces throughout.
Task<void> run(std::unique_ptr<Session> session, bool refused) {
    Task<void> whole = refused ? session->turn_away() : session->converse();
    co_await std::move(whole);
}

}  // namespace

void serve(Loop& loop, int socket, bool refused) {
    auto session = std::make_unique<Session>(loop, socket);
    const auto caught = [](const std::exception_ptr& failure) {
        try {
            if (failure) std::rethrow_exception(failure);
        } catch (const std::exception& what) {
            log_failure("connection", "", what.what());
        }
    };
    asio::co_spawn(loop.io().get_executor(), run(std::move(session), refused), caught);
}

}  // namespace recert::http
