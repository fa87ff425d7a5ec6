#include "http/loop.hpp"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/session.hpp"

namespace recert::http {

namespace asio = boost::asio;

namespace {

// Often enough that the shortest limit is kept to about a quarter of itself.
std::chrono::milliseconds sweep_period(const Settings& settings) {
    constexpr std::chrono::milliseconds kShortest{5};
    constexpr std::chrono::milliseconds kLongest{1000};
    const auto limit = std::min({settings.handshake_max, settings.idle_max, settings.header_max,
                                 settings.body_max, settings.write_max, settings.linger_max});
    return std::clamp(limit / 4, kShortest, kLongest);
}

}  // namespace

struct Loop::Sweeper {
    explicit Sweeper(asio::io_context& io) : timer(io), work(io.get_executor()) {}
    asio::steady_timer timer;
    asio::executor_work_guard<asio::io_context::executor_type> work;
};

Loop::Loop(const Settings& settings, App app, std::shared_ptr<const Tls> tls)
    : settings_(settings),
      app_(std::move(app)),
      tls_(std::move(tls)),
      io_(std::make_unique<asio::io_context>(1)),
      sweeper_(std::make_unique<Sweeper>(*io_)) {}

Loop::~Loop() {
    abort();
    join();
    draining_ = false;  // connections that die with io_ must not look for the sweeper, gone by then
}

void Loop::start() {
    schedule_sweep();
    thread_ = std::thread([this] { run(); });
}

void Loop::run() {
    io_->run();
    ended_.set_value();
}

void Loop::adopt(int socket, bool refused) {
    count_.fetch_add(1, std::memory_order_relaxed);
    app_.traffic->connected();
    asio::post(*io_, [this, socket, refused] { serve(*this, socket, refused); });
}

void Loop::drain() {
    asio::post(*io_, [this] {
        draining_ = true;
        for (Connection* connection : connections_) connection->drain();
        end_if_drained();
    });
}

void Loop::post(std::function<void()> job) { asio::post(*io_, std::move(job)); }

void Loop::abort() { io_->stop(); }

bool Loop::ended_by(Clock::time_point limit) {
    return end_.wait_until(limit) == std::future_status::ready;
}

void Loop::join() {
    if (thread_.joinable()) thread_.join();
}

void Loop::add(Connection& connection) { connections_.insert(&connection); }

void Loop::remove(Connection& connection) {
    connections_.erase(&connection);
    count_.fetch_sub(1, std::memory_order_relaxed);
    app_.traffic->disconnected();
    end_if_drained();
}

// Counts adopted sockets too: one may be posted that no Connection stands for yet.
void Loop::end_if_drained() {
    if (!draining_ || connections() > 0) return;
    sweeper_->work.reset();
    sweeper_->timer.cancel();
}

void Loop::schedule_sweep() {
    sweeper_->timer.expires_after(sweep_period(settings_));
    sweeper_->timer.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        const auto now = Clock::now();
        for (Connection* connection : connections_) connection->sweep(now);
        schedule_sweep();
    });
}

}  // namespace recert::http
