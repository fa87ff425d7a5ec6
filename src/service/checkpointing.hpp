// Signs a checkpoint every second in which the tree grew, and once more at the end. A thread of its
// own, so that no append waits for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "ledger/log.hpp"
#include "result.hpp"

namespace recert::service {

class Checkpointing {
  public:
    // So many may wait for a checkpoint at once; the next is not kept waiting.
    static constexpr std::size_t kWaitersMax = 1'000;
    static constexpr unsigned kAttemptsMax = 2;  // that one waits for: two seconds

    Checkpointing(ledger::Log& log, std::vector<ledger::note::Signer> signers,
                  std::chrono::milliseconds period = std::chrono::seconds(1));
    ~Checkpointing();

    // The error of the last attempt, if it failed.
    Status last() const;

    // Calls `then` once: as soon as a signed checkpoint covers the entry, or kAttemptsMax attempts
    // have not brought one; at once if so many wait that it would be one too many. It must not
    // block; on the caller's thread, or the one that signs.
    void when_signed(Seq seq, std::function<void()> then);

  private:
    struct Waiter {
        Seq seq;
        std::function<void()> then;
        unsigned attempts_left = kAttemptsMax;
    };

    void run();
    void publish();
    std::vector<Waiter> take_done();

    ledger::Log& log_;
    const std::vector<ledger::note::Signer> signers_;
    const std::chrono::milliseconds period_;
    mutable std::mutex mutex_;
    std::condition_variable stops_;
    bool stopping_ = false;
    Status last_;
    ledger::TreeSize signed_;
    std::vector<Waiter> waiters_;
    std::thread thread_;
};

}  // namespace recert::service
