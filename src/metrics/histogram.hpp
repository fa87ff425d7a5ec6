// How often a measure was how large: counted in buckets, on hot paths, by any number of threads.
//
// observe() is two relaxed additions on a shard that few threads share; it waits for nobody.
// read() may miss what is being observed meanwhile, and never counts it twice. Measures are whole
// numbers in the unit their owner chose (nanoseconds, events); metrics/exposition.hpp scales them.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace recert::metrics {

inline constexpr std::size_t kBoundsMax = 20;

// What was observed, at one moment.
struct Distribution {
    std::span<const std::uint64_t> bounds{};  // the largest measure of each bucket but the last
    std::vector<std::uint64_t> counts{};      // a bucket; one more than bounds
    std::uint64_t sum = 0;

    std::uint64_t count() const;
};

class Histogram {
  public:
    // Bounds rise, are at most kBoundsMax, and outlive the histogram.
    explicit Histogram(std::span<const std::uint64_t> bounds);

    void observe(std::uint64_t measure);
    Distribution read() const;

  private:
    static constexpr std::size_t kShards = 8;
    struct alignas(64) Shard {
        std::array<std::atomic<std::uint64_t>, kBoundsMax + 1> counts{};
        std::atomic<std::uint64_t> sum{0};
    };

    std::span<const std::uint64_t> bounds_;
    std::array<Shard, kShards> shards_;
};

// 0.1 ms to 10 s, in nanoseconds.
std::span<const std::uint64_t> duration_bounds();
// 1 to 1,024, doubling.
std::span<const std::uint64_t> size_bounds();

}  // namespace recert::metrics
