#include "http/session.hpp"

#include <unistd.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "http/access_log.hpp"
#include "http/channel.hpp"
#include "http/flow.hpp"
#include "http/pending_answer.hpp"
#include "http/problem.hpp"
#include "http/request_headers.hpp"
#include "http/request_reader.hpp"
#include "http/router.hpp"
#include "http/tls.hpp"
#include "http/wire.hpp"

namespace recert::http {

namespace asio = boost::asio;

namespace {

using Executor = asio::io_context::executor_type;

struct Io {
    using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
    using TlsStream = asio::ssl::stream<Socket&>;
    using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
    template <class T>
    using Task = asio::awaitable<T, Executor>;
    using Error = boost::system::error_code;

    static constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kAwait{};
    static constexpr auto kServer = asio::ssl::stream_base::server;
    static auto buffer(std::span<char> room) { return asio::buffer(room.data(), room.size()); }
    template <class Stream>
    static auto write(Stream& to, const std::array<std::string_view, 3>& parts) {
        const std::array<asio::const_buffer, 3> buffers{
            asio::buffer(parts[0]), asio::buffer(parts[1]), asio::buffer(parts[2])};
        return asio::async_write(to, buffers, kAwait);
    }
};
template <class T>
using Task = Io::Task<T>;

using State = RequestReader::State;

class Session final : public Connection {
  public:
    Session(Loop& loop, int descriptor);
    ~Session() override { loop_.remove(*this); }

    void sweep(Clock::time_point now) override;
    void drain() override;
    Task<bool> open();  // false: nobody is there to talk to
    Task<void> converse();
    Task<void> turn_away();
    Task<void> part();

  private:
    Task<bool> exchange();  // false: the connection ends
    Task<bool> read();      // false: so it does, and nobody waits for an answer
    Task<void> refuse(const Refusal& refusal);
    Task<Response> answer(Request request);
    Task<Response> take_up(const Response& begun);
    Task<bool> write(const Response& response, Method method, Framing framing);
    Task<bool> stream(const Response& response, Framing framing);
    Framing framing_of(const Response& response, bool is_streamed);

    Loop& loop_;
    const IpAddress peer_;
    Channel<Io> channel_;
    RequestReader reader_;
    std::string head_;
    bool said_last_word_ = false;
};

Session::Session(Loop& loop, int descriptor)
    : loop_(loop),
      peer_(peer_of(descriptor)),
      channel_(Io::Socket(loop.io().get_executor()), Io::Timer(loop.io().get_executor()),
               loop.settings()),
      reader_(loop.settings()) {
    loop_.add(*this);
    Io::Error error;
    channel_.socket().assign(asio::ip::tcp::v6(), descriptor, error);
    if (error) ::close(descriptor);  // the first read then finds no socket, and ends
    channel_.socket().set_option(asio::ip::tcp::no_delay(true), error);
}

void Session::sweep(Clock::time_point now) {
    if (channel_.deadline().passes(now)) channel_.cancel();
}

void Session::drain() {
    const Phase phase = channel_.deadline().phase();
    if (phase == Phase::idle || phase == Phase::handshake) channel_.cancel();
    channel_.bell()->ring();
}

Task<bool> Session::open() {
    const Tls* const tls = loop_.tls();
    if (!tls) co_return true;
    const bool is_open = co_await channel_.secure(tls->connection());
    if (!is_open) loop_.app().traffic->handshake_failed();
    co_return is_open;
}

Task<void> Session::converse() {
    for (bool goes_on = true; goes_on; reader_.next()) {
        channel_.deadline().enter(Phase::idle);
        goes_on = co_await exchange();
    }
}

// A last answer is given time to be read. However it ended, no read stays under way.
Task<void> Session::part() {
    co_await channel_.end_reading();
    if (!said_last_word_) co_return;
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
    channel_.deadline().enter(Phase::handling);
    const auto began = Clock::now();
    Request request = reader_.request();
    request.client = client_of(peer_, loop_.settings().trusted_proxies, request.headers.forwarding);
    Response response = co_await answer(request);
    if (response.upload) {
        Response whole = co_await take_up(response);
        response = std::move(whole);
    }
    loop_.app().traffic->answered(request, response, Clock::now() - began);
    const bool is_streamed = response.source && request.method != Method::head;
    const Framing framing = framing_of(response, is_streamed);
    if (response.sink && reader_.take_expectation()) {
        co_await channel_.send(kContinue);
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
    return {.http_1_0 = reader_.is_http_1_0(),
            .keep_alive = keep_alive && is_read && is_framed,
            .secure = channel_.is_secure()};
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
        const Phase phase = channel_.deadline().phase();
        if (state == State::header && phase != Phase::header)
            channel_.deadline().enter(Phase::header);
        if (state == State::body && phase != Phase::body) channel_.deadline().enter(Phase::body);
        if (reader_.take_expectation()) {
            const bool written = co_await channel_.send(kContinue);
            if (!written) co_return false;
        }
        const auto [error, bytes] = co_await channel_.read(reader_.room());
        if (error && (state == State::idle || !channel_.deadline().has_passed())) co_return false;
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
    const Framing framing{.keep_alive = false, .secure = channel_.is_secure()};
    co_await write(response, Method::other, framing);
}

Task<Response> Session::answer(Request request) {
    PendingAnswer pending;
    handle(request, loop_.app(), pending.reply(channel_.bell(), loop_));
    while (!pending.is_here()) {
        co_await channel_.rest(Clock::time_point::max());
    }
    co_return pending.take();
}

// An answer that waits for its request's body.
Task<Response> Session::take_up(const Response& begun) {
    if (reader_.take_expectation()) {
        co_await channel_.send(kContinue);
    }
    Flow<Io> flow(loop_, channel_, reader_, {});
    Response response = co_await flow.take_up(*begun.upload);
    response.route = begun.route;
    response.request_id = begun.request_id;
    co_return response;
}

Task<bool> Session::write(const Response& response, Method method, Framing framing) {
    write_head(head_, response, framing);
    said_last_word_ = !framing.keep_alive;
    return channel_.send(head_, has_body(response, method) ? response.body : std::string_view{});
}

Task<bool> Session::stream(const Response& response, Framing framing) {
    said_last_word_ = false;  // it is not all said yet
    Flow<Io> flow(loop_, channel_, reader_, framing);
    const bool written = co_await flow.run(response);
    const bool goes_on = written && framing.keep_alive && !loop_.is_draining() &&
                         reader_.advance() == State::complete;
    said_last_word_ = written && !goes_on;
    co_return goes_on;
}

// GCC 12 resumes the wrong frame after an unbraced `if (…) co_await a; else co_await b;`, so the
// choice is made before the one co_await, and a co_await under an `if` has braces throughout.
Task<void> run(std::unique_ptr<Session> session, bool refused) {
    const bool is_open = co_await session->open();
    if (!is_open) co_return;
    Task<void> whole = refused ? session->turn_away() : session->converse();
    std::exception_ptr failure;
    try {
        co_await std::move(whole);
    } catch (...) {
        failure = std::current_exception();
    }
    co_await session->part();
    if (failure) std::rethrow_exception(failure);
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
