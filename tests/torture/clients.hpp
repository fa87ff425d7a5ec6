// Clients of a service: each logs one activity after the other on a credential of its own.
//
// A request is told by its key, so that whoever knows the key can send it again: "a3-2-17" is the
// 17th of client 2 in the life a3.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "service/service.hpp"
#include "torture/told.hpp"

namespace recert::torture {

inline constexpr unsigned kClients = 4;

// An append of one event to a stream, as staff.
service::Append to_stream(const std::string& stream, const std::string& type, const std::string& on,
                          events::Json data);

// Waits for the answer.
Result<service::Appended> ask(service::Service& service, service::Append request);

// What the clients write to: a practicum, and a holder and a credential each. Quiet when repeated.
Status prepare(service::Service& service, unsigned clients = kClients);

std::string key_of(const std::string& life, unsigned client, std::uint64_t number);
// The request of this key.
service::Append logging(const std::string& key);

std::string credential_of(unsigned client);

class Clients {
  public:
    // Called with each answer, on the client's thread; false: the client has had enough.
    using Hear = std::function<bool(const std::string& key, const Result<service::Appended>&)>;

    // They begin at once, and end by themselves after `each` requests.
    Clients(service::Service& service, const std::string& life, std::uint64_t each, Hear hear,
            unsigned clients = kClients);
    ~Clients();
    void wait();
    void stop() { is_stopping_.store(true); }

  private:
    std::atomic<bool> is_stopping_{false};
    std::vector<std::thread> threads_;
};

}  // namespace recert::torture
