// A connection's socket, plain or under TLS, its timer and its deadline: a handshake, bytes sent
// whole, a rest that can be cut short, a read in the background, an end.
//
// `Io` names the I/O library's types as session.cpp has them, so that nobody else pays for its
// headers: Socket, TlsStream, Timer, Task<T>, Error, buffer(span), write(stream, parts), kAwait,
// kServer. The loop's thread only. Whoever destroys it has ended its reading: under TLS, a read in
// the background works on what is destroyed.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "http/bell.hpp"
#include "http/deadline.hpp"

struct ssl_st;

namespace recert::http {

template <class Io>
class Channel {
  public:
    template <class T>
    using Task = typename Io::template Task<T>;
    using Socket = typename Io::Socket;
    using Timer = typename Io::Timer;
    using Error = typename Io::Error;

    // How a read ended.
    struct Arrival {
        Error error;
        std::size_t bytes;
    };

    Channel(Socket socket, Timer timer, const Settings& settings)
        : socket_(std::move(socket)), timer_(std::move(timer)), deadline_(settings) {}
    ~Channel() { bell_->end_rest(); }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    Socket& socket() { return socket_; }
    const std::shared_ptr<Bell>& bell() const { return bell_; }
    Deadline& deadline() { return deadline_; }
    bool is_secure() const { return tls_ != nullptr; }

    // From here on under TLS, as its server; takes `ssl` over. False: nobody is there to talk to.
    Task<bool> secure(ssl_st* ssl) {
        deadline_.enter(Phase::handshake);
        tls_ = std::make_unique<typename Io::TlsStream>(socket_, ssl);
        const auto [error] = co_await tls_->async_handshake(Io::kServer, Io::kAwait);
        co_return !error;
    }

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

    // The tuple of an Error and the bytes that came.
    auto read(std::span<char> room) {
        const auto buffer = Io::buffer(room);
        if (tls_) return tls_->async_read_some(buffer, Io::kAwait);
        return socket_.async_read_some(buffer, Io::kAwait);
    }

    // All of it, together where that can be. False: nobody reads any more.
    Task<bool> send(std::string_view first, std::string_view then = {},
                    std::string_view last = {}) {
        deadline_.enter(Phase::writing);
        const Parts parts{first, then, last};
        const auto [error, bytes] = co_await write(parts);
        co_return !error;
    }

    // Goes on while other things do, and rings when it ends. `room` holds until then.
    void begin_read(std::span<char> room) {
        read_ = std::make_shared<std::optional<Arrival>>();
        auto ended = [read = read_, bell = bell_](const Error& error, std::size_t bytes) {
            *read = Arrival{error, bytes};
            bell->ring();
        };
        const auto buffer = Io::buffer(room);
        if (tls_)
            tls_->async_read_some(buffer, std::move(ended));
        else
            socket_.async_read_some(buffer, std::move(ended));
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
        deadline_.enter(Phase::lingering);
        if (tls_) {
            co_await tls_->async_shutdown(Io::kAwait);  // says that this was all
        }
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

    using Parts = std::array<std::string_view, 3>;
    auto write(const Parts& parts) {
        return tls_ ? Io::write(*tls_, parts) : Io::write(socket_, parts);
    }

    Socket socket_;
    std::unique_ptr<typename Io::TlsStream> tls_;  // uses socket_; null: plain
    Timer timer_;
    Deadline deadline_;
    const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
    std::shared_ptr<std::optional<Arrival>> read_;  // the read in the background, or how it ended
};

}  // namespace recert::http
