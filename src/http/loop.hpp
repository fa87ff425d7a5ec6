// One I/O thread: an event loop and the connections it serves.
//
// Deadlines are kept by one sweep a loop, a few times a second, instead of a timer a connection: a
// request then costs no timer at all. Threads: adopt, drain, abort, post and connections may be
// called from any; everything else from the loop's own.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <unordered_set>

#include "http/app.hpp"
#include "http/settings.hpp"

namespace boost::asio {
class io_context;
}

namespace recert::http {

class Tls;

// A connection as its loop sees it.
class Connection {
  public:
    Connection() = default;
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    virtual void sweep(Clock::time_point now) = 0;  // let go, if its time is over
    virtual void drain() = 0;  // go if idle; else end with the answer under way
};

class Loop : public std::enable_shared_from_this<Loop> {
  public:
    Loop(const Settings& settings, App app, std::shared_ptr<const Tls> tls);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    void start();
    void adopt(int socket, bool refused);  // takes an accepted socket over
    void post(std::function<void()> job);  // to be run on the loop's thread
    void drain();                          // the thread ends once its connections have
    void abort();                          // the thread ends now
    bool ended_by(Clock::time_point limit);
    void join();
    std::size_t connections() const { return count_.load(std::memory_order_relaxed); }

    boost::asio::io_context& io() { return *io_; }
    const Settings& settings() const { return settings_; }
    const App& app() const { return app_; }
    const Tls* tls() const { return tls_.get(); }  // null: plain HTTP
    bool is_draining() const { return draining_; }
    void add(Connection& connection);
    void remove(Connection& connection);

  private:
    struct Sweeper;

    void run();
    void schedule_sweep();
    void end_if_drained();

    const Settings settings_;
    const App app_;
    const std::shared_ptr<const Tls> tls_;
    std::atomic<std::size_t> count_{0};  // adopted, and not yet removed
    std::unordered_set<Connection*> connections_;
    bool draining_ = false;
    std::promise<void> ended_;
    std::future<void> end_ = ended_.get_future();
    std::unique_ptr<boost::asio::io_context> io_;
    std::unique_ptr<Sweeper> sweeper_;  // uses io_
    std::thread thread_;
};

}  // namespace recert::http
