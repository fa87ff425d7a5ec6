// The HTTP server: a listener, I/O threads with one event loop each, a pool of threads for reads.
//
// start() returns when the port is bound and served. stop() drains: no new connections, idle ones
// closed, requests under way answered with `Connection: close`, all within Settings::drain_max;
// then it cuts what is left. The service must outlive the server and its own callbacks. Speaks TLS
// if the settings name a certificate; plain HTTP else, to other machines only if they allow it.
// Threads: start, stop, answers_within, reload_tls and the destructor belong to one thread. Errors
// of start: refused-start.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "http/settings.hpp"
#include "result.hpp"
#include "service/service.hpp"

namespace recert::http {

class Server {
  public:
    // Whether start would take these settings: without a port, and before anything is made.
    static Status check(const Settings& settings);
    static Result<std::unique_ptr<Server>> start(const Settings& settings,
                                                 service::Service& service);
    ~Server();  // stops
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;  // the bound one
    // Whether every loop gets round to what it is given, within that time. Waits as long.
    bool answers_within(std::chrono::milliseconds time);
    void stop();
    void reload_tls();  // the files have changed; what is wrong with them is logged, and left be

  private:
    struct Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace recert::http
