#include "http/bell.hpp"

#include <utility>

namespace recert::http {

bool Bell::begin_rest(std::function<void()> let_go) {
    if (rung_.exchange(false)) return false;
    let_go_ = std::move(let_go);
    return true;
}

void Bell::end_rest() {
    let_go_ = nullptr;
    rung_ = false;
}

void Bell::ring() {
    if (!rung_.exchange(true) && let_go_) let_go_();
}

Wake waker(const std::shared_ptr<Bell>& bell, Loop& loop) {
    return [bell, weak = loop.weak_from_this()] {
        if (bell->rung_.exchange(true)) return;
        if (const auto alive = weak.lock())
            alive->post([bell] {
                if (bell->let_go_) bell->let_go_();
            });
    };
}

}  // namespace recert::http
