// Signs a checkpoint every second in which the tree grew, and once more at the end. A thread of its
// own, so that no append waits for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "ledger/log.hpp"
#include "result.hpp"

namespace recert::service {

class Checkpointing {
  public:
    Checkpointing(ledger::Log& log, std::vector<ledger::note::Signer> signers,
                  std::chrono::milliseconds period = std::chrono::seconds(1));
    ~Checkpointing();

    // The error of the last attempt, if it failed.
    Status last() const;

  private:
    void run();
    void publish();

    ledger::Log& log_;
    const std::vector<ledger::note::Signer> signers_;
    const std::chrono::milliseconds period_;
    mutable std::mutex mutex_;
    std::condition_variable stops_;
    bool stopping_ = false;
    Status last_;
    std::thread thread_;
};

}  // namespace recert::service
