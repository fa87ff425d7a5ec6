#include "metrics/histogram.hpp"

#include <catch2/catch.hpp>
#include <thread>

using namespace recert::metrics;

TEST_CASE("a measure at a bound is within it, one beyond all is in the last bucket", "[metrics]") {
    Histogram histogram(size_bounds());
    for (const std::uint64_t measure : {0, 1, 2, 3, 4, 1'024, 1'025, 900'000})
        histogram.observe(measure);
    const Distribution seen = histogram.read();
    REQUIRE(seen.counts.size() == seen.bounds.size() + 1);
    CHECK(seen.counts[0] == 2);
    CHECK(seen.counts[1] == 1);
    CHECK(seen.counts[2] == 2);
    CHECK(seen.counts[10] == 1);
    CHECK(seen.counts.back() == 2);
    CHECK(seen.count() == 8);
    CHECK(seen.sum == 902'059);
}

TEST_CASE("what many threads observe at once is all there", "[metrics]") {
    Histogram histogram(duration_bounds());
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i)
        threads.emplace_back([&] {
            for (std::uint64_t n = 0; n < 10'000; ++n) histogram.observe(n * 100'000);
        });
    for (std::thread& thread : threads) thread.join();
    const Distribution seen = histogram.read();
    CHECK(seen.count() == 120'000);
    CHECK(seen.sum == 12ULL * 49'995'000 * 100'000);
    CHECK(seen.counts.front() == 24);  // 0 and 0.1 ms
}
