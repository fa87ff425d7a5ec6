// Wakes a connection that rests. Shared with whoever may ring it, and outlives the connection.
//
// A ring that finds nobody resting is kept for the next rest; many are as good as one.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "http/body.hpp"
#include "http/loop.hpp"

namespace recert::http {

class Bell {
  public:
    // On the loop's thread. `let_go` is called by a ring during the rest, which begins only if
    // there was no ring before.
    bool begin_rest(std::function<void()> let_go);
    void end_rest();
    void ring();

  private:
    friend Wake waker(const std::shared_ptr<Bell>& bell, Loop& loop);

    std::atomic<bool> rung_{false};
    std::function<void()> let_go_;
};

// Rings from any thread.
Wake waker(const std::shared_ptr<Bell>& bell, Loop& loop);

}  // namespace recert::http
