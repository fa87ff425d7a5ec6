#include "http/server.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <vector>

#include "http/access_log.hpp"
#include "http/loop.hpp"
#include "http/rates.hpp"
#include "http/tls.hpp"

namespace recert::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t kRefusalsMax = 64;  // beyond them, newcomers are not even told
constexpr std::chrono::milliseconds kAcceptPause{100};

Result<tcp::endpoint> endpoint_of(const Settings& settings) {
    error_code error;
    const auto address = asio::ip::make_address(settings.host, error);
    if (error)
        return fail(ErrorCode::refused_start, settings.host + " is not an IP address to listen on");
    const bool is_plain = settings.tls_certificate.empty();
    if (is_plain && !settings.allow_plain_http && !address.is_loopback())
        return fail(ErrorCode::refused_start,
                    "plain HTTP is served to this machine alone, and " + settings.host +
                        " is for others: name --tls-cert and --tls-key, or say --allow-plain-http "
                        "where a gateway in front speaks TLS");
    return tcp::endpoint(address, settings.port);
}

Result<std::shared_ptr<Tls>> load_tls(const Settings& settings) {
    if (settings.tls_certificate.empty()) return nullptr;
    auto tls = Tls::load(settings.tls_certificate, settings.tls_key);
    if (!tls) return tl::unexpected<Error>(std::move(tls.error()));
    return std::shared_ptr<Tls>(std::move(*tls));
}

}  // namespace

// The listener lives on the first loop; an accepted socket goes to the loop with the fewest.
struct Server::Impl {
    Impl(const Settings& s, service::Service& the_service, std::shared_ptr<Tls> the_tls)
        : settings(s),
          tls(std::move(the_tls)),
          service(the_service),
          pool(std::make_shared<asio::thread_pool>(std::max(1u, s.read_threads))),
          followers(std::make_shared<Followers>(s.followers_max)),
          traffic(std::make_shared<Traffic>()),
          rates(std::make_shared<Rates>(s)) {
        const Reads reads = [this_pool = pool](std::function<void()> job) {
            asio::post(*this_pool, std::move(job));
        };
        for (unsigned i = 0; i < std::max(1u, s.io_threads); ++i)
            loops.push_back(std::make_shared<Loop>(
                settings, App{&service, reads, followers, traffic, settings.public_url, rates},
                tls));
        acceptor.emplace(loops.front()->io());
        pause.emplace(loops.front()->io());
    }

    Status listen();
    void accept();
    void place(tcp::socket socket);
    void tell_followers();
    void stop();

    const Settings settings;
    const std::shared_ptr<Tls> tls;  // null: plain HTTP
    service::Service& service;
    std::shared_ptr<asio::thread_pool> pool;
    std::shared_ptr<Followers> followers;
    std::shared_ptr<Traffic> traffic;
    std::shared_ptr<Rates> rates;
    std::vector<std::shared_ptr<Loop>> loops;
    std::optional<tcp::acceptor> acceptor;  // before the loops go
    std::optional<asio::steady_timer> pause;
    std::uint16_t port = 0;
    std::atomic<bool> has_news = false;
    bool stopped = false;
};

Status Server::Impl::listen() {
    error_code error;
    const auto wanted = endpoint_of(settings);
    if (!wanted) return tl::unexpected<Error>(wanted.error());
    const tcp::endpoint& endpoint = *wanted;
    acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(tcp::acceptor::max_listen_connections, error);
    if (error)
        return fail(ErrorCode::refused_start, "cannot listen on " + settings.host + " port " +
                                                  std::to_string(settings.port) + ": " +
                                                  error.message());
    port = acceptor->local_endpoint(error).port();
    return {};
}

void Server::Impl::accept() {
    acceptor->async_accept([this](const error_code& error, tcp::socket socket) {
        if (error == asio::error::operation_aborted || !acceptor->is_open()) return;
        if (!error) {
            place(std::move(socket));
            return accept();
        }
        // Out of descriptors, most likely: trying again at once would only spin.
        log_accept_failure(error.message());
        pause->expires_after(kAcceptPause);
        pause->async_wait([this](const error_code& cancelled) {
            if (!cancelled) accept();
        });
    });
}

void Server::Impl::place(tcp::socket socket) {
    std::size_t total = 0;
    for (const auto& loop : loops) total += loop->connections();
    const bool is_refused = total >= settings.connections_max;
    if (is_refused) traffic->turned_away();
    if (total >= settings.connections_max + kRefusalsMax) return;
    const auto fewest = *std::ranges::min_element(
        loops, {}, [](const std::shared_ptr<Loop>& loop) { return loop->connections(); });
    error_code error;
    const int descriptor = socket.release(error);
    if (!error) fewest->adopt(descriptor, is_refused);
}

// On the committer's thread, which is kept for one post at the most.
void Server::Impl::tell_followers() {
    if (has_news.exchange(true)) return;
    asio::post(loops.front()->io(), [this] {
        has_news = false;
        followers->wake();
    });
}

void Server::Impl::stop() {
    if (std::exchange(stopped, true)) return;
    service.on_growth(nullptr);
    const auto limit = Clock::now() + settings.drain_max;
    // In this order on the first loop: once it drains, nothing new can arrive.
    asio::post(loops.front()->io(), [this] {
        error_code ignored;
        acceptor->close(ignored);
        pause->cancel();
        for (const auto& loop : loops) loop->drain();
    });
    for (const auto& loop : loops)
        if (!loop->ended_by(limit)) loop->abort();
    for (const auto& loop : loops) loop->join();
    // A job under way still looks at its connection's buffers, so the loops go after the pool.
    pool->stop();
    pool->join();
    acceptor.reset();
    pause.reset();
    loops.clear();
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() { stop(); }

Status Server::check(const Settings& settings) {
    RECERT_TRY(endpoint_of(settings));
    RECERT_TRY(load_tls(settings));
    return {};
}

Result<std::unique_ptr<Server>> Server::start(const Settings& settings, service::Service& service) {
    auto tls = load_tls(settings);
    if (!tls) return tl::unexpected<Error>(std::move(tls.error()));
    auto impl = std::make_unique<Impl>(settings, service, std::move(*tls));
    RECERT_TRY(impl->listen());
    if (impl->tls) log_certificate(impl->tls->expires_at());
    impl->accept();
    service.on_growth([&followed = *impl] { followed.tell_followers(); });
    for (const auto& loop : impl->loops) loop->start();
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->port; }
void Server::stop() { impl_->stop(); }

bool Server::answers_within(std::chrono::milliseconds time) {
    const auto limit = Clock::now() + time;
    std::vector<std::future<void>> answers;
    for (const auto& loop : impl_->loops) {
        const auto answer = std::make_shared<std::promise<void>>();
        answers.push_back(answer->get_future());
        loop->post([answer] { answer->set_value(); });
    }
    return std::ranges::all_of(answers, [&](const std::future<void>& answer) {
        return answer.wait_until(limit) == std::future_status::ready;
    });
}

void Server::reload_tls() {
    if (!impl_->tls) return;
    if (const auto done = impl_->tls->reload(); !done)
        log_certificate_refused(done.error().message);
    else
        log_certificate(impl_->tls->expires_at());
}

}  // namespace recert::http
