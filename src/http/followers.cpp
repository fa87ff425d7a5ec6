#include "http/followers.hpp"

#include <utility>

namespace recert::http {

Followers::Seat::Seat(std::shared_ptr<Followers> followers) : followers_(std::move(followers)) {}

Followers::Seat::~Seat() {
    const std::lock_guard lock(followers_->mutex_);
    followers_->seats_.erase(this);
}

void Followers::Seat::wake_by(Wake wake) {
    const std::lock_guard lock(followers_->mutex_);
    wake_ = std::move(wake);
}

Result<std::unique_ptr<Followers::Seat>> Followers::admit() {
    auto seat = std::make_unique<Seat>(shared_from_this());
    {
        const std::lock_guard lock(mutex_);
        if (seats_.size() < most_) {
            seats_.insert(seat.get());
            return seat;
        }
    }
    return fail(ErrorCode::overloaded, "too many follow the ledger live");
}

void Followers::wake() {
    const std::lock_guard lock(mutex_);
    for (const Seat* seat : seats_)
        if (seat->wake_) seat->wake_();
}

}  // namespace recert::http
