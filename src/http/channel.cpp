#include "http/channel.hpp"

#include <unistd.h>

#include <array>
#include <boost/asio/post.hpp>
#include <utility>

namespace recert::http {

using boost::system::error_code;

namespace {

constexpr std::size_t kLingerBytesMax = 4 << 20;  // read and thrown away after a last answer

Clock::duration limit_of(Phase phase, const Settings& settings) {
    switch (phase) {
        case Phase::idle:
            return settings.idle_max;
        case Phase::header:
            return settings.header_max;
        case Phase::body:
            return settings.body_max;
        case Phase::writing:
            return settings.write_max;
        case Phase::lingering:
            return settings.linger_max;
        case Phase::handling:
            break;
    }
    return Clock::duration::max();
}

}  // namespace

void Bell::ring() {
    if (!rung.exchange(true)) answer();
}

void Bell::answer() const {
    if (waiting) waiting->cancel();
}

Channel::Channel(Loop& loop, int descriptor)
    : loop_(loop), socket_(loop.io().get_executor()), timer_(loop.io().get_executor()) {
    error_code error;
    socket_.assign(asio::ip::tcp::v6(), descriptor, error);
    if (error) ::close(descriptor);  // the first read then finds no socket, and ends
    socket_.set_option(asio::ip::tcp::no_delay(true), error);
}

Channel::~Channel() { bell_->waiting = nullptr; }

void Channel::enter(Phase phase) {
    const auto limit = limit_of(phase, loop_.settings());
    phase_ = phase;
    timed_out_ = false;
    deadline_ = limit == Clock::duration::max() ? Clock::time_point::max() : Clock::now() + limit;
}

void Channel::sweep(Clock::time_point now) {
    if (now < deadline_) return;
    timed_out_ = true;
    cancel();
}

void Channel::cancel() {
    error_code ignored;
    socket_.cancel(ignored);
}

Task<void> Channel::rest(Clock::time_point until) {
    if (!bell_->rung.exchange(false)) {
        timer_.expires_at(until);
        bell_->waiting = &timer_;
        co_await timer_.async_wait(kAwait);
        bell_->waiting = nullptr;
        bell_->rung = false;
    }
}

Wake Channel::waker() {
    return [bell = bell_, weak = loop_.weak_from_this()] {
        if (bell->rung.exchange(true)) return;
        if (const auto loop = weak.lock()) asio::post(loop->io(), [bell] { bell->answer(); });
    };
}

void Channel::begin_read(std::span<char> room) {
    bell_->reading = true;
    socket_.async_read_some(asio::buffer(room.data(), room.size()),
                            [bell = bell_](const error_code& error, std::size_t bytes) {
                                bell->reading = false;
                                bell->arrival = Arrival{error, bytes};
                                bell->ring();
                            });
}

bool Channel::is_reading() const { return bell_->reading; }

std::optional<Arrival> Channel::arrival() { return std::exchange(bell_->arrival, std::nullopt); }

Task<void> Channel::end_reading() {
    if (is_reading()) cancel();
    while (is_reading()) {
        co_await rest(Clock::time_point::max());
    }
}

Task<void> Channel::linger() {
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

void Channel::reset() {
    error_code ignored;
    socket_.set_option(Socket::linger(true, 0), ignored);
    socket_.close(ignored);
}

}  // namespace recert::http
