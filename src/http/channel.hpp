// A connection's socket, with a limit on everything that is waited for. Included by the session
// alone: it brings Asio's headers along.
//
// Everything is for the loop's thread, but a Wake may be called from any and outlive the channel.
// A deadline that passes cancels what is under way on the socket, and timed_out() says so.
#pragma once

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <optional>
#include <span>

#include "http/body.hpp"
#include "http/loop.hpp"

namespace recert::http {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;

constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kAwait{};

enum class Phase { idle, header, body, handling, writing, lingering };

// How a read ended.
struct Arrival {
    boost::system::error_code error;
    std::size_t bytes;
};

// Wakes a channel that rests. It outlives the channel: whoever rings, and a read, may come too
// late.
struct Bell {
    std::atomic<bool> rung{false};
    // The loop's thread only.
    Timer* waiting = nullptr;
    bool reading = false;
    std::optional<Arrival> arrival{};

    void ring();          // on the loop's thread
    void answer() const;  // lets go of who waits
};

class Channel {
  public:
    Channel(Loop& loop, int descriptor);
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    Socket& socket() { return socket_; }

    Phase phase() const { return phase_; }
    void enter(Phase phase);  // with its limit, from now on
    void sweep(Clock::time_point now);
    bool timed_out() const { return timed_out_; }  // in this phase
    void cancel();

    // Until then, or until woken; one that was woken before returns at once.
    Task<void> rest(Clock::time_point until);
    Wake waker();  // for any thread
    const std::shared_ptr<Bell>& bell() { return bell_; }

    // A read that goes on while other things do, and wakes when it ends. `room` holds until then.
    void begin_read(std::span<char> room);
    bool is_reading() const;
    std::optional<Arrival> arrival();  // once
    Task<void> end_reading();          // cancels the read, if there is one, and waits for its end

    // A socket closed with bytes unread is reset, and the last answer may be lost with it.
    Task<void> linger();
    void reset();  // so that the other side knows that the answer is not whole

  private:
    Loop& loop_;
    Socket socket_;
    Timer timer_;
    const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
    Phase phase_ = Phase::idle;
    Clock::time_point deadline_ = Clock::time_point::max();
    bool timed_out_ = false;
};

}  // namespace recert::http
