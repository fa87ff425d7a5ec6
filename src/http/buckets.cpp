#include "http/buckets.hpp"

#include <algorithm>

namespace recert::http {

Buckets::Buckets(std::size_t count) : sets_(std::max<std::size_t>(count / Set{}.size(), 1)) {}

Buckets::Level Buckets::take(std::uint64_t key, const Quota& quota, Clock::time_point now) {
    const Clock::duration window = quota.window;
    const Clock::duration each = window / quota.most;
    const std::size_t number = key % sets_.size();
    const std::lock_guard lock(locks_[number % kLocks]);
    Bucket& bucket = find(sets_[number], key);
    Clock::duration full = std::max(bucket.full_at, now) - now;
    const bool is_taken = full + each <= window;
    if (is_taken) full += each;
    bucket.full_at = now + full;
    const auto left = (window - full) / each;
    const auto next = left > 0 ? Clock::duration::zero() : full + each - window;
    return {is_taken, static_cast<std::uint32_t>(left), full, next};
}

void Buckets::drain(std::uint64_t key, const Quota& quota, std::uint32_t count,
                    Clock::time_point now) {
    const Clock::duration window = quota.window;
    const std::size_t number = key % sets_.size();
    const std::lock_guard lock(locks_[number % kLocks]);
    Bucket& bucket = find(sets_[number], key);
    bucket.full_at =
        std::min(std::max(bucket.full_at, now) + window / quota.most * count, now + window);
}

Buckets::Bucket& Buckets::find(Set& set, std::uint64_t key) {
    const auto found = std::ranges::find(set, key, &Bucket::key);
    if (found != set.end()) return *found;
    Bucket& fullest = *std::ranges::min_element(set, {}, &Bucket::full_at);
    fullest = {.key = key};
    return fullest;
}

}  // namespace recert::http
