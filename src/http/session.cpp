#include "http/session.hpp"

#include <unistd.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "http/access_log.hpp"
#include "http/channel.hpp"
#include "http/deadline.hpp"
#include "http/problem.hpp"
#include "http/request_headers.hpp"
#include "http/request_reader.hpp"
#include "http/router.hpp"
#include "http/uptake.hpp"
#include "http/wire.hpp"

namespace recert::http {

namespace asio = boost::asio;

namespace {

using Executor = asio::io_context::executor_type;

struct Io {
    using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
    using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
    template <class T>
    using Task = asio::awaitable<T, Executor>;
    using Error = boost::system::error_code;

    static constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kAwait{};
    static auto buffer(std::span<char> room) { return asio::buffer(room.data(), room.size()); }
};
template <class T>
using Task = Io::Task<T>;
constexpr auto kAwait = Io::kAwait;

using State = RequestReader::State;

class Session final : public Connection {
  public:
    Session(Loop& loop, int descriptor);
    ~Session() override { loop_.remove(*this); }

    void sweep(Clock::time_point now) override;
    void drain() override;
    Task<void> converse();
    Task<void> turn_away();
    Task<void> part();

  private:
    Task<bool> exchange();  // false: the connection ends
    Task<bool> read();      // false: so it does, and nobody waits for an answer
    Task<void> refuse(const Refusal& refusal);
    Task<Response> answer(Request request);
    Task<bool> write(const Response& response, Method method, Framing framing);
    Task<bool> stream(const Response& response, Framing framing);
    Task<bool> write_piece(std::string_view piece, Framing framing);
    Task<bool> send(std::string_view first, std::string_view then = {}, std::string_view last = {});
    Framing framing_of(const Response& response, bool is_streamed);
    void receive(Uptake& uptake);

    Loop& loop_;
    const IpAddress peer_;
    Channel<Io> channel_;
    Deadline deadline_;
    RequestReader reader_;
    std::string head_;
    bool said_last_word_ = false;
};

Session::Session(Loop& loop, int descriptor)
    : loop_(loop),
      peer_(peer_of(descriptor)),
      channel_(Io::Socket(loop.io().get_executor()), Io::Timer(loop.io().get_executor())),
      deadline_(loop.settings()),
      reader_(loop.settings()) {
    loop_.add(*this);
    Io::Error error;
    channel_.socket().assign(asio::ip::tcp::v6(), descriptor, error);
    if (error) ::close(descriptor);  // the first read then finds no socket, and ends
    channel_.socket().set_option(asio::ip::tcp::no_delay(true), error);
}

void Session::sweep(Clock::time_point now) {
    if (deadline_.passes(now)) channel_.cancel();
}

void Session::drain() {
    if (deadline_.phase() == Phase::idle) channel_.cancel();
    channel_.bell()->ring();
}

Task<void> Session::converse() {
    for (bool goes_on = true; goes_on; reader_.next()) {
        deadline_.enter(Phase::idle);
        goes_on = co_await exchange();
    }
}

// A last answer is given time to be read.
Task<void> Session::part() {
    if (!said_last_word_) co_return;
    deadline_.enter(Phase::lingering);
    co_await channel_.linger();
}

Task<void> Session::turn_away() {
    const Refusal refusal{status_of(ErrorCode::overloaded),
                          {ErrorCode::overloaded, "there are too many connections"}};
    co_await refuse(refusal);
}

Task<bool> Session::exchange() {
    const bool is_there = co_await read();
    if (!is_there) co_return false;
    deadline_.enter(Phase::handling);
    const auto began = Clock::now();
    Request request = reader_.request();
    request.client = client_of(peer_, loop_.settings().trusted_proxies, request.headers.forwarding);
    const Response response = co_await answer(request);
    loop_.app().traffic->answered(request, response, Clock::now() - began);
    const bool is_streamed = response.source && request.method != Method::head;
    const Framing framing = framing_of(response, is_streamed);
    if (response.sink && reader_.take_expectation()) {
        co_await send(kContinue);
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
            co_await refuse(reader_.refusal());
            co_return false;
        }
        if (state == State::idle && loop_.is_draining()) co_return false;
        const Phase phase = deadline_.phase();
        if (state == State::header && phase != Phase::header) deadline_.enter(Phase::header);
        if (state == State::body && phase != Phase::body) deadline_.enter(Phase::body);
        if (reader_.take_expectation()) {
            const bool written = co_await send(kContinue);
            if (!written) co_return false;
        }
        const auto buffer = Io::buffer(reader_.room());
        const auto [error, bytes] = co_await channel_.socket().async_read_some(buffer, kAwait);
        if (error && (state == State::idle || !deadline_.has_passed())) co_return false;
        if (error) {
            reader_.give_up();
        } else {
            reader_.received(bytes);
        }
    }
    co_return true;
}

// The connection ends with it: nobody knows where the next request would begin.
Task<void> Session::refuse(const Refusal& refusal) {
    const std::string id = request_id({});
    Response response = problem(refusal.status, refusal.error, id);
    response.request_id = id;
    const Request unread{.method = Method::other, .client = {.address = peer_}};
    loop_.app().traffic->answered(unread, response, Clock::duration::zero());
    const Framing framing{.keep_alive = false};
    co_await write(response, Method::other, framing);
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
    write_head(head_, response, framing);
    said_last_word_ = !framing.keep_alive;
    return send(head_, has_body(response, method) ? response.body : std::string_view{});
}

// Both ways at once, on one thread: the sink is given what has come, the client what is ready.
Task<bool> Session::stream(const Response& response, Framing framing) {
    BodySource& source = *response.source;
    source.begin(loop_.app().reads, waker(channel_.bell(), loop_));
    Uptake uptake(reader_, response.sink.get());
    bool written = true;
    for (bool ended = false; written && !ended;) {
        if (loop_.is_draining()) source.drain();
        receive(uptake);
        const Next next = source.next();
        if (const auto* piece = std::get_if<std::string>(&next)) {
            written = co_await write_piece(*piece, framing);
        } else if (const auto* wait = std::get_if<Wait>(&next)) {
            deadline_.enter(channel_.is_reading() ? Phase::body : Phase::handling);
            co_await channel_.rest(wait->until);
        } else {
            ended = std::holds_alternative<End>(next);
            written = ended;
        }
    }
    co_await channel_.end_reading();
    if (!written) channel_.reset();
    if (written && !framing.http_1_0) {
        written = co_await send(kLastChunk);
    }
    const bool goes_on = written && framing.keep_alive && !loop_.is_draining() &&
                         reader_.advance() == State::complete;
    said_last_word_ = written && !goes_on;
    co_return goes_on;
}

void Session::receive(Uptake& uptake) {
    if (channel_.is_reading()) return;
    if (const auto arrival = channel_.arrival()) {
        if (arrival->error) return uptake.broke_off(deadline_.has_passed());
        reader_.received(arrival->bytes);
    }
    if (uptake.wants_more()) channel_.begin_read(reader_.room());
}

Task<bool> Session::write_piece(std::string_view piece, Framing framing) {
    if (framing.http_1_0) return send(piece);
    write_chunk_size(head_, piece.size());
    return send(head_, piece, kChunkEnd);
}

Task<bool> Session::send(std::string_view first, std::string_view then, std::string_view last) {
    deadline_.enter(Phase::writing);
    const std::array<asio::const_buffer, 3> parts{asio::buffer(first), asio::buffer(then),
                                                  asio::buffer(last)};
    const auto [error, bytes] = co_await asio::async_write(channel_.socket(), parts, kAwait);
    co_return !error;
}

// GCC 12 resumes the wrong frame after an unbraced `if (…) co_await a; else co_await b;`, so the
// choice is made before the one co_await, and a co_await under an `if` has braces throughout.
Task<void> run(std::unique_ptr<Session> session, bool refused) {
    Task<void> whole = refused ? session->turn_away() : session->converse();
    co_await std::move(whole);
    co_await session->part();
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
