#include <catch2/catch.hpp>

#include "service/running_service.hpp"
#include "support/unsynced_loss_fs.hpp"

using namespace recert;
using namespace recert::testing;

TEST_CASE("after a failed sync outcomes are unknown, nothing is appended, reads go on",
          "[service]") {
    const auto file_system = std::make_shared<support::UnsyncedLossFs>();
    RunningService running;
    running.open(file_system);
    REQUIRE(running.awarded("c1"));
    const auto before = running.standing("c1");
    CHECK(running->ready());
    REQUIRE(running->settle());  // so that the sync that fails is the append's
    file_system->fail_syncs();
    const auto unknown =
        running.tell("credential/c1", "practice_exam.taken", "2024-03-01", {{"score", 50}});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == ErrorCode::outcome_unknown);
    const auto refused =
        running.tell("credential/c1", "practice_exam.taken", "2024-03-01", {{"score", 50}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::read_only);
    CHECK_FALSE(running->ready());
    CHECK(running.standing("c1")["status"] == before["status"]);
    CHECK(running.standing("c1")["version"] == before["version"]);
    CHECK_FALSE(running->sweep_state()->hindered_by);
    running.clock().set("2026-05-05T12:00:00Z");
    CHECK(running->settle().error().code == ErrorCode::read_only);
    CHECK(running->sweep_state()->hindered_by->code == ErrorCode::read_only);
    running.close();
}

TEST_CASE("beyond the queue's bound appends are refused at once", "[service]") {
    RunningService running;
    running.options.queue_max = 0;
    running.open();
    const auto refused =
        running.create("holder/ada", {{"name", "Ada"}, {"email", "ada@example.org"}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::overloaded);
}
