#include <catch2/catch.hpp>
#include <cstdlib>

#include "demo/fill.hpp"
#include "service/running_service.hpp"
#include "support/agreement.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

// The whole demo in the long runs, where no sanitizer slows it down tenfold.
demo::Order order() {
    demo::Order order{.seed = Catch::rngSeed() + 1};  // --rng-seed
#ifndef __SANITIZE_ADDRESS__
    if (std::getenv("RECERT_LONG") != nullptr) return order;
#endif
    order.holders = 60;
    return order;
}

}  // namespace

TEST_CASE("lists, single standings and a naive reference agree on the demo", "[demo]") {
    RunningService running("2026-05-20T09:00:00Z");
    running.options.sync = false;
    INFO("seed " << order().seed);
    const auto filled = demo::fill(running.options, order(), [](auto, auto) { return true; });
    if (!filled) FAIL(filled.error().message);
    REQUIRE(*filled);
    running.open();
    const auto found =
        disagreements(*running, {.seed = order().seed, .moments = 100, .credentials = 5});
    CHECK(found == std::vector<std::string>());
}
