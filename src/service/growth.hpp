// How far the ledger is durable, and a word to whoever follows it when it has grown.
//
// size() is for any thread and never waits. The committer tells grow_to(); the listener is called
// there, after each growth, and must not block: it wakes somebody else. One listener at a time.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>

#include "position.hpp"

namespace recert::service {

class Growth {
  public:
    explicit Growth(Seq next) : size_(next.value) {}

    // Count of durable events: every read that begins after sees as many.
    std::uint64_t size() const { return size_.load(std::memory_order_acquire); }
    void grow_to(Seq next);

    // Takes the place of the listener before, which does not run any more when this returns.
    void listen(std::function<void()> grown);

  private:
    std::atomic<std::uint64_t> size_;
    std::mutex mutex_;
    std::function<void()> grown_;
};

}  // namespace recert::service
