// Who follows the ledger as it grows: a bounded number, woken when it has.
//
// A follower keeps its Seat as long as it follows; the seat and its wake may be given back on any
// thread. wake() is for one thread at a time and calls each Wake once (body.hpp: it does not
// block).
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_set>

#include "http/body.hpp"
#include "result.hpp"

namespace recert::http {

class Followers : public std::enable_shared_from_this<Followers> {
  public:
    class Seat {
      public:
        explicit Seat(std::shared_ptr<Followers> followers);
        ~Seat();
        Seat(const Seat&) = delete;
        Seat& operator=(const Seat&) = delete;

        void wake_by(Wake wake);

      private:
        friend class Followers;
        const std::shared_ptr<Followers> followers_;
        Wake wake_;  // under the followers' mutex
    };

    explicit Followers(std::size_t most) : most_(most) {}

    Result<std::unique_ptr<Seat>> admit();  // overloaded
    void wake();

  private:
    const std::size_t most_;
    std::mutex mutex_;
    std::unordered_set<Seat*> seats_;
};

}  // namespace recert::http
