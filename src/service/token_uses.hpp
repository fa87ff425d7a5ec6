// When each token was used last, by its id.
//
// A request leaves it in memory; a thread of this writes all of it at most once a period, and once
// at the end. After a kill a token used within the last period is told as it was written before.
// Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

#include "ledger/log.hpp"
#include "service/service.hpp"

namespace recert::service {

inline constexpr std::chrono::milliseconds kTokenUsesPeriod = std::chrono::minutes(1);

class TokenUses {
  public:
    explicit TokenUses(ledger::Log& log, std::chrono::milliseconds period = kTokenUsesPeriod);
    ~TokenUses();
    TokenUses(const TokenUses&) = delete;
    TokenUses& operator=(const TokenUses&) = delete;

    // What was written before: once, before anything else is asked. Errors: storage, corrupt.
    Status read();

    void note(const std::string& id, events::Instant at);
    std::optional<events::Instant> last(const std::string& id) const;
    void forget(const std::string& id);

  private:
    void run();
    void write();  // what changed since; a disk that is full or failed gets nothing

    ledger::Log& log_;
    const std::chrono::milliseconds period_;
    mutable std::mutex mutex_;
    std::condition_variable ends_;
    std::unordered_map<std::string, events::Instant> uses_;
    bool changed_ = false;
    bool stopping_ = false;
    std::thread thread_;  // last: it runs on what stands above
};

}  // namespace recert::service
