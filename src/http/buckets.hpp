// Token buckets in a fixed amount of memory: how many requests of a key are within its quota.
//
// A bucket holds `most` tokens, a request takes one, and an empty one is full again after
// `window`. Kept is only the moment at which a bucket would be full (GCRA), so that a bucket which
// is full is as good as none, and gives its place to another. When all places of a set are taken by
// buckets that are not full, the fullest of them is forgotten: errs on the side of letting pass.
// Any number of threads.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

namespace recert::http {

struct Quota {
    std::uint32_t most;
    std::chrono::seconds window;
};

class Buckets {
  public:
    using Clock = std::chrono::steady_clock;

    struct Level {
        bool is_taken;         // false: the bucket is empty
        std::uint32_t left;    // after that
        Clock::duration full;  // in this time
        Clock::duration next;  // in this time another may be taken; 0 if one is left
    };

    static constexpr std::size_t kBucketsMax = 65'536;  // a MiB

    explicit Buckets(std::size_t count = kBucketsMax);

    // `key` is a hash of good quality; one key has one quota.
    Level take(std::uint64_t key, const Quota& quota, Clock::time_point now);
    // `count` of them, or all that are left.
    void drain(std::uint64_t key, const Quota& quota, std::uint32_t count, Clock::time_point now);

  private:
    struct Bucket {
        std::uint64_t key = 0;
        Clock::time_point full_at = Clock::time_point::min();
    };
    using Set = std::array<Bucket, 4>;  // one cache line
    static constexpr std::size_t kLocks = 64;

    static Bucket& find(Set& set, std::uint64_t key);

    std::vector<Set> sets_;
    std::array<std::mutex, kLocks> locks_;  // of the set of this number, modulo kLocks
};

}  // namespace recert::http
