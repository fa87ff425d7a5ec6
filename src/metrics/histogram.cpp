#include "metrics/histogram.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace recert::metrics {

namespace {

constexpr std::uint64_t kMicrosecond = 1'000;
constexpr std::uint64_t kMillisecond = 1'000 * kMicrosecond;
constexpr std::uint64_t kSecond = 1'000 * kMillisecond;

constexpr auto kDurations = std::to_array<std::uint64_t>(
    {100 * kMicrosecond, 250 * kMicrosecond, 500 * kMicrosecond, kMillisecond, 5 * kMillisecond / 2,
     5 * kMillisecond, 10 * kMillisecond, 25 * kMillisecond, 50 * kMillisecond, 100 * kMillisecond,
     250 * kMillisecond, 500 * kMillisecond, kSecond, 5 * kSecond / 2, 5 * kSecond, 10 * kSecond});
constexpr auto kSizes =
    std::to_array<std::uint64_t>({1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1'024});

// Threads share a shard only when there are more of them than shards.
std::size_t number_of_this_thread() {
    static std::atomic<std::size_t> count{0};
    thread_local const std::size_t mine = count.fetch_add(1, std::memory_order_relaxed);
    return mine;
}

}  // namespace

std::uint64_t Distribution::count() const {
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

Histogram::Histogram(std::span<const std::uint64_t> bounds) : bounds_(bounds) {
    assert(bounds.size() <= kBoundsMax && std::ranges::is_sorted(bounds));
}

void Histogram::observe(std::uint64_t measure) {
    const auto bucket = std::ranges::lower_bound(bounds_, measure) - bounds_.begin();
    Shard& shard = shards_[number_of_this_thread() % kShards];
    shard.counts[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    shard.sum.fetch_add(measure, std::memory_order_relaxed);
}

Distribution Histogram::read() const {
    Distribution out{bounds_, std::vector<std::uint64_t>(bounds_.size() + 1)};
    for (const Shard& shard : shards_) {
        for (std::size_t i = 0; i < out.counts.size(); ++i)
            out.counts[i] += shard.counts[i].load(std::memory_order_relaxed);
        out.sum += shard.sum.load(std::memory_order_relaxed);
    }
    return out;
}

std::span<const std::uint64_t> duration_bounds() { return kDurations; }
std::span<const std::uint64_t> size_bounds() { return kSizes; }

}  // namespace recert::metrics
