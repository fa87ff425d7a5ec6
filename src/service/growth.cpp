#include "service/growth.hpp"

namespace recert::service {

void Growth::grow_to(Seq next) {
    size_.store(next.value, std::memory_order_release);
    const std::lock_guard lock(mutex_);
    if (grown_) grown_();
}

void Growth::listen(std::function<void()> grown) {
    const std::lock_guard lock(mutex_);
    grown_ = std::move(grown);
}

}  // namespace recert::service
