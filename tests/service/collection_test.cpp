#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;

TEST_CASE("evidence that nobody needs any more is collected, what a hold stands on is not",
          "[evidence]") {
    RunningService running;
    running.open();
    for (const char* id : {"ada", "bob"}) running.candidate(id);
    const std::string hash = "777697bcd43851850cc296726d49b99be48cf678b2ed76621ed02e05527a5d9c";
    const auto put = [&](const std::string& of) {
        REQUIRE(running->put_evidence({of, hash, "text/plain", "attended\n"}, kStaff));
    };
    const auto is_there = [&](const std::string& of) {
        return running->evidence(of, hash, kStaff).has_value();
    };
    for (const char* id : {"ada", "bob"}) put(id);
    REQUIRE(running.tell("holder/bob", "hold.placed", {}, {{"reason", "a court"}}));
    REQUIRE(running->settle());
    CHECK(is_there("ada"));
    running.clock().set("2026-06-04T12:00:00Z");
    REQUIRE(running->settle());
    CHECK_FALSE(is_there("ada"));
    CHECK(is_there("bob"));
    REQUIRE(running.tell("holder/bob", "hold.released", {}, {{"reason", "over"}}));
    running.reopen();
    REQUIRE(running->settle());
    CHECK(is_there("bob"));  // today's collection is done
    running.clock().set("2026-06-05T12:00:00Z");
    REQUIRE(running->settle());
    CHECK_FALSE(is_there("bob"));
}
