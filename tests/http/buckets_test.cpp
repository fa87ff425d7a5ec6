#include "http/buckets.hpp"

#include <catch2/catch.hpp>
#include <thread>

using namespace recert::http;
using namespace std::chrono_literals;

namespace {

constexpr Quota kTenInTen{10, 10s};
constexpr std::uint64_t kSomebody = 0x1234'5678'9ABC'DEF0;
const Buckets::Clock::time_point kBegin{1'000'000s};

}  // namespace

TEST_CASE("a full bucket gives its quota at once, then one as time brings it", "[buckets]") {
    Buckets buckets;
    for (std::uint32_t left = 10; left-- > 0;) {
        const auto level = buckets.take(kSomebody, kTenInTen, kBegin);
        CHECK(level.is_taken);
        CHECK(level.left == left);
        CHECK(level.full == (10 - left) * 1s);
    }
    const auto refused = buckets.take(kSomebody, kTenInTen, kBegin + 400ms);
    CHECK_FALSE(refused.is_taken);
    CHECK(refused.left == 0);
    CHECK(refused.next == 600ms);
    CHECK_FALSE(buckets.take(kSomebody, kTenInTen, kBegin + 999ms).is_taken);
    CHECK(buckets.take(kSomebody, kTenInTen, kBegin + 1s).is_taken);
    CHECK_FALSE(buckets.take(kSomebody, kTenInTen, kBegin + 1s).is_taken);
}

TEST_CASE("a bucket may be drained of several at once, and of no more than it holds", "[buckets]") {
    Buckets buckets;
    CHECK(buckets.take(kSomebody, kTenInTen, kBegin).left == 9);
    buckets.drain(kSomebody, kTenInTen, 4, kBegin);
    CHECK(buckets.take(kSomebody, kTenInTen, kBegin).left == 4);
    buckets.drain(kSomebody, kTenInTen, 100, kBegin);
    CHECK_FALSE(buckets.take(kSomebody, kTenInTen, kBegin).is_taken);
    CHECK(buckets.take(kSomebody, kTenInTen, kBegin + 1s).is_taken);
}

TEST_CASE("a bucket is full again after its window, and no fuller", "[buckets]") {
    Buckets buckets;
    for (int i = 0; i < 10; ++i) buckets.take(kSomebody, kTenInTen, kBegin);
    for (const auto later : {10s, 1'000s}) {
        int taken = 0;
        while (buckets.take(kSomebody, kTenInTen, kBegin + later).is_taken) ++taken;
        CHECK(taken == 10);
    }
}

TEST_CASE("over a long time no more is taken than the quota and what time brings", "[buckets]") {
    Buckets buckets;
    int taken = 0;
    for (int i = 0; i < 100'000; ++i)
        taken += buckets.take(kSomebody, kTenInTen, kBegin + i * 1ms).is_taken ? 1 : 0;
    CHECK(taken == 10 + 99);
}

TEST_CASE("a quota of one, and one of very many, are kept", "[buckets]") {
    Buckets buckets;
    CHECK(buckets.take(1, {1, 60s}, kBegin).is_taken);
    CHECK_FALSE(buckets.take(1, {1, 60s}, kBegin + 59s).is_taken);
    const auto level = buckets.take(2, {1'000'000'000, 60s}, kBegin);
    CHECK(level.is_taken);
    CHECK(level.left == 999'999'999);
}

TEST_CASE("one client's bucket is not another's", "[buckets]") {
    Buckets buckets;
    while (buckets.take(kSomebody, kTenInTen, kBegin).is_taken) continue;
    CHECK(buckets.take(kSomebody + 1, kTenInTen, kBegin).left == 9);
}

TEST_CASE("of more clients than there is room for, the fullest bucket is forgotten", "[buckets]") {
    Buckets buckets(4);
    while (buckets.take(1, kTenInTen, kBegin).is_taken) continue;
    for (std::uint64_t key = 2; key <= 4; ++key) buckets.take(key, kTenInTen, kBegin);
    for (std::uint64_t key = 5; key < 1'000; ++key)
        CHECK(buckets.take(key, kTenInTen, kBegin).left == 9);
    CHECK_FALSE(buckets.take(1, kTenInTen, kBegin).is_taken);
}

TEST_CASE("threads take no more than there is", "[buckets]") {
    Buckets buckets;
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 1'000; ++i)
                taken += buckets.take(kSomebody, {1'500, 60s}, kBegin).is_taken ? 1 : 0;
        });
    for (auto& thread : threads) thread.join();
    CHECK(taken == 1'500);
}
