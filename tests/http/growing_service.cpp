#include "http/growing_service.hpp"

#include <algorithm>

namespace recert::http::test {

void GrowingService::grow(std::size_t by, const std::string& type) {
    const std::lock_guard lock(mutex_);
    types_.insert(types_.end(), by, type);
    if (grown_) grown_();
}

std::size_t GrowingService::reads() const {
    const std::lock_guard lock(mutex_);
    return reads_;
}

// The cursor is "<seq to go on with> <what was known>".
Result<service::Page> GrowingService::events(const service::EventsQuery& asked,
                                             const service::Principal&) const {
    const std::lock_guard lock(mutex_);
    ++reads_;
    if (failure) return tl::unexpected<Error>(*failure);
    std::size_t next = asked.after ? std::size_t(std::stol(*asked.after) + 1) : 0;
    std::size_t until = asked.known_at ? std::stoul(*asked.known_at) + 1 : types_.size();
    if (asked.cursor) {
        next = std::stoul(*asked.cursor);
        until = std::stoul(asked.cursor->substr(asked.cursor->find(' ')));
    }
    service::Page out;
    for (; next < until && out.items.size() < asked.limit; ++next)
        if (!asked.type || types_[next] == *asked.type) {
            out.items.push_back({{"seq", next}, {"type", types_[next]}});
            if (!padding.empty()) out.items.back()["padding"] = padding;
        }
    if (next < until) out.next = std::to_string(next) + " " + std::to_string(until);
    return out;
}

std::uint64_t GrowingService::size() const {
    const std::lock_guard lock(mutex_);
    return types_.size();
}

void GrowingService::on_growth(std::function<void()> grown) {
    const std::lock_guard lock(mutex_);
    grown_ = std::move(grown);
}

}  // namespace recert::http::test
