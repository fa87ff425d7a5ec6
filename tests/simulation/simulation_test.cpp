// Worlds by the hundred. RECERT_SEED=<n> makes one again; RECERT_LONG=1 makes many more.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <random>

#include "simulation/simulation.hpp"

using namespace recert;
using simulation::Course;
using simulation::simulate_world;

namespace {

constexpr std::uint64_t kWorlds = 8;
constexpr std::uint64_t kWorldsLong = 30;

std::vector<std::uint64_t> seeds() {
    if (const char* chosen = std::getenv("RECERT_SEED"))
        return {std::strtoull(chosen, nullptr, 10)};
    const std::uint64_t first = std::random_device{}();
    const std::uint64_t count = std::getenv("RECERT_LONG") != nullptr ? kWorldsLong : kWorlds;
    std::vector<std::uint64_t> seeds(count);
    for (std::uint64_t i = 0; i < count; ++i) seeds[i] = first + i;
    return seeds;
}

}  // namespace

TEST_CASE("whatever the order of steps and faults, what was told stays true", "[simulation]") {
    torture::Tally sum;
    for (const std::uint64_t seed : seeds()) {
        const Course course = simulate_world(seed);
        std::string complaints;
        for (const std::string& what : course.tally.complaints) complaints += what + "\n";
        INFO("RECERT_SEED=" << seed << "\n" << complaints);
        CHECK_FALSE(course.tally.fails());
        sum.runs += course.tally.runs;
        sum.injected += course.tally.injected;
        sum.acknowledged += course.tally.acknowledged;
    }
    std::cout << sum.runs << " schedules, " << sum.injected << " ended by a fault, "
              << sum.acknowledged << " answers\n";
    CHECK(sum.injected > 0);
    CHECK(sum.acknowledged > 0);
}

TEST_CASE("a seed makes the same world again", "[simulation]") {
    const Course once = simulate_world(7);
    const Course again = simulate_world(7);
    CHECK(once.tally.acknowledged == again.tally.acknowledged);
    CHECK(once.tally.refused == again.tally.refused);
    CHECK(once.head.substr(0, once.head.find(' ')) == again.head.substr(0, again.head.find(' ')));
}

TEST_CASE("a product that does not sync does not hold", "[simulation]") {
    std::uint64_t failed = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        failed += simulate_world(seed, false).tally.fails();
    CHECK(failed > 0);
}
