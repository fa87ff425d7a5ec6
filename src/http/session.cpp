#include "http/session.hpp"

#include <unistd.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <optional>
#include <span>

#include "http/access_log.hpp"
#include "http/problem.hpp"
#include "http/request_headers.hpp"
#include "http/request_reader.hpp"
#include "http/router.hpp"
#include "http/wire.hpp"

namespace recert::http {

namespace asio = boost::asio;

namespace {

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;
using boost::system::error_code;

constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kAwait{};
constexpr std::size_t kLingerBytesMax = 4 << 20;  // read and thrown away after a last answer

// Where a reply meets the coroutine that waits for it; touched on the loop's thread only.
struct Rendezvous {
    std::optional<Response> response{};
    Timer* waiting = nullptr;
};

class Session final : public Connection {
  public:
    Session(Loop& loop, int descriptor);
    ~Session() override { loop_.remove(*this); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void sweep(Clock::time_point now) override;
    void close_if_idle() override;
    Task<void> converse();
    Task<void> turn_away();

  private:
    enum class Phase { idle, header, body, handling, writing, lingering };

    void enter(Phase phase);
    Task<bool> exchange();  // false: the connection ends
    Task<bool> read();      // false: so it does, and nobody waits for an answer
    Task<bool> refuse(Refusal refusal);
    Task<Response> answer(Request request);
    Task<bool> write(const Response& response, Method method, Framing framing);
    Task<bool> write_continue();
    Task<void> linger();

    Loop& loop_;
    Socket socket_;
    Timer reply_timer_;
    RequestReader reader_;
    std::string head_;
    Phase phase_ = Phase::idle;
    Clock::time_point deadline_ = Clock::time_point::max();
    bool timed_out_ = false;
    bool said_last_word_ = false;
};

Session::Session(Loop& loop, int descriptor)
    : loop_(loop),
      socket_(loop.io().get_executor()),
      reply_timer_(loop.io().get_executor()),
      reader_(loop.settings()) {
    loop_.add(*this);
    error_code error;
    socket_.assign(asio::ip::tcp::v6(), descriptor, error);
    if (error) ::close(descriptor);  // the first read then finds no socket, and ends
    socket_.set_option(asio::ip::tcp::no_delay(true), error);
}

void Session::enter(Phase phase) {
    const Settings& settings = loop_.settings();
    const auto now = Clock::now();
    phase_ = phase;
    switch (phase) {
        case Phase::idle:
            deadline_ = now + settings.idle_max;
            break;
        case Phase::header:
            deadline_ = now + settings.header_max;
            break;
        case Phase::body:
            deadline_ = now + settings.body_max;
            break;
        case Phase::handling:
            deadline_ = Clock::time_point::max();
            break;
        case Phase::writing:
            deadline_ = now + settings.write_max;
            break;
        case Phase::lingering:
            deadline_ = now + settings.linger_max;
            break;
    }
}

void Session::sweep(Clock::time_point now) {
    if (now < deadline_) return;
    timed_out_ = true;
    error_code ignored;
    socket_.cancel(ignored);
}

void Session::close_if_idle() {
    error_code ignored;
    if (phase_ == Phase::idle) socket_.cancel(ignored);
}

Task<void> Session::converse() {
    for (bool goes_on = true; goes_on; reader_.next()) {
        enter(Phase::idle);
        goes_on = co_await exchange();
    }
    if (said_last_word_) {
        co_await linger();
    }
}

Task<void> Session::turn_away() {
    Refusal refusal{status_of(ErrorCode::overloaded),
                    {ErrorCode::overloaded, "there are too many connections"}};
    co_await refuse(std::move(refusal));
    co_await linger();
}

Task<bool> Session::exchange() {
    const bool is_there = co_await read();
    if (!is_there) co_return false;
    enter(Phase::handling);
    const auto began = Clock::now();
    const Request request = reader_.request();
    const Response response = co_await answer(request);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
    log_exchange(request.method, response, took);
    const bool keep_alive = reader_.keep_alive() && !loop_.is_draining();
    const Framing framing{reader_.is_http_1_0(), keep_alive};
    const bool written = co_await write(response, request.method, framing);
    const bool goes_on = written && keep_alive;
    co_return goes_on;
}

// Until a request is complete or refused. A deadline that passes half-way is answered with 408.
Task<bool> Session::read() {
    using State = RequestReader::State;
    for (State state = reader_.advance(); state != State::complete; state = reader_.advance()) {
        if (state == State::refused) {
            Refusal refusal = reader_.refusal();
            const bool goes_on = co_await refuse(std::move(refusal));
            co_return goes_on;
        }
        if (state == State::idle && loop_.is_draining()) co_return false;
        if (state == State::header && phase_ != Phase::header) enter(Phase::header);
        if (state == State::body && phase_ != Phase::body) enter(Phase::body);
        if (reader_.take_expectation()) {
            const bool written = co_await write_continue();
            if (!written) co_return false;
        }
        const std::span<char> room = reader_.room();
        const auto buffer = asio::buffer(room.data(), room.size());
        const auto [error, bytes] = co_await socket_.async_read_some(buffer, kAwait);
        if (error && timed_out_ && state != State::idle) {
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

// The reply may come at once, on this thread, or from any other, which then wakes the timer.
Task<Response> Session::answer(Request request) {
    const auto meeting = std::make_shared<Rendezvous>();
    Reply reply = [meeting, weak = loop_.weak_from_this()](Response response) {
        const auto loop = weak.lock();
        if (!loop) return;
        asio::dispatch(loop->io(), [meeting, response = std::move(response)]() mutable {
            meeting->response = std::move(response);
            if (meeting->waiting) meeting->waiting->cancel();
        });
    };
    handle(request, loop_.app(), std::move(reply));
    if (!meeting->response) {
        reply_timer_.expires_at(Clock::time_point::max());
        meeting->waiting = &reply_timer_;
        co_await reply_timer_.async_wait(kAwait);
    }
    co_return std::move(*meeting->response);
}

Task<bool> Session::write(const Response& response, Method method, Framing framing) {
    enter(Phase::writing);
    write_head(head_, response, framing);
    const std::string_view body = has_body(response, method) ? response.body : std::string_view{};
    const std::array<asio::const_buffer, 2> both{asio::buffer(head_), asio::buffer(body)};
    const auto [error, bytes] = co_await asio::async_write(socket_, both, kAwait);
    said_last_word_ = !framing.keep_alive;
    co_return !error;
}

Task<bool> Session::write_continue() {
    const auto line = asio::buffer(kContinue);
    const auto [error, bytes] = co_await asio::async_write(socket_, line, kAwait);
    co_return !error;
}

// A socket closed with bytes unread is reset, and the last answer may be lost with it.
Task<void> Session::linger() {
    enter(Phase::lingering);
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    for (std::size_t thrown_away = 0; thrown_away < kLingerBytesMax;) {
        std::array<char, 4096> waste;
        const auto buffer = asio::buffer(waste);
        const auto [error, bytes] = co_await socket_.async_read_some(buffer, kAwait);
        if (error) break;
        thrown_away += bytes;
    }
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
