// A connection's socket and timer: a rest that can be cut short, a read in the background, an end.
//
// `Io` names the I/O library's types as session.cpp has them, so that nobody else pays for its
// headers: Socket, Timer, Task<T>, Error, buffer(span), kAwait. The loop's thread only.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "http/bell.hpp"

namespace recert::http {

template <class Io>
class Channel {
  public:
    template <class T>
    using Task = typename Io::template Task<T>;
    using Socket = typename Io::Socket;
    using Timer = typename Io::Timer;
    using Error = typename Io::Error;

    // How a read in the background ended.
    struct Arrival {
        Error error;
        std::size_t bytes;
    };

    Channel(Socket socket, Timer timer) : socket_(std::move(socket)), timer_(std::move(timer)) {}
    ~Channel() { bell_->end_rest(); }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    Socket& socket() { return socket_; }
    const std::shared_ptr<Bell>& bell() const { return bell_; }

    void cancel() {
        Error ignored;
        socket_.cancel(ignored);
    }

    // Until then, or until the bell is rung; a ring from before ends it at once.
    Task<void> rest(Clock::time_point until) {
        if (bell_->begin_rest([this] { timer_.cancel(); })) {
            timer_.expires_at(until);
            co_await timer_.async_wait(Io::kAwait);
            bell_->end_rest();
        }
    }

    // Goes on while other things do, and rings when it ends. `room` holds until then.
    void begin_read(std::span<char> room) {
        read_ = std::make_shared<std::optional<Arrival>>();
        socket_.async_read_some(
            Io::buffer(room), [read = read_, bell = bell_](const Error& error, std::size_t bytes) {
                *read = Arrival{error, bytes};
                bell->ring();
            });
    }
    bool is_reading() const { return read_ && !*read_; }
    std::optional<Arrival> arrival() {  // once
        return read_ && *read_ ? *std::exchange(read_, nullptr) : std::nullopt;
    }
    Task<void> end_reading() {
        if (is_reading()) cancel();
        while (is_reading()) {
            co_await rest(Clock::time_point::max());
        }
    }

    // A socket closed with bytes unread is reset, and the last answer may be lost with it.
    Task<void> linger() {
        Error ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
        for (std::size_t thrown_away = 0; thrown_away < kLingerBytesMax;) {
            std::array<char, 4096> waste;
            const auto buffer = Io::buffer(waste);
            const auto [error, bytes] = co_await socket_.async_read_some(buffer, Io::kAwait);
            if (error) break;
            thrown_away += bytes;
        }
    }

    // So that the other side knows: what it got is not the whole.
    void reset() {
        Error ignored;
        socket_.set_option(typename Socket::linger(true, 0), ignored);
        socket_.close(ignored);
    }

  private:
    static constexpr std::size_t kLingerBytesMax = 4 << 20;

    Socket socket_;
    Timer timer_;
    const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
    std::shared_ptr<std::optional<Arrival>> read_;  // the read in the background, or how it ended
};

}  // namespace recert::http
