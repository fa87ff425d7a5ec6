#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

const events::Json kAda = {{"name", "Ada"}, {"email", "ada@example.org"}};

}  // namespace

TEST_CASE("the service measures each append, group and sync, refusals too", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running->settle());
    const service::Vitals before = running->vitals();
    for (const char* id : {"holder/a", "holder/b", "holder/c"}) REQUIRE(running.create(id, kAda));
    REQUIRE_FALSE(running.create("holder/a", kAda));
    const service::Vitals after = running->vitals();
    CHECK(after.append_nanoseconds.count() == before.append_nanoseconds.count() + 4);
    CHECK(after.append_nanoseconds.sum > before.append_nanoseconds.sum);
    CHECK(after.group_events.sum == before.group_events.sum + 3);
    CHECK(after.group_events.count() == before.group_events.count() + 3);
    CHECK(after.sync_nanoseconds.count() == before.sync_nanoseconds.count() + 3);
    CHECK(after.queue_commands == 0);
    CHECK(after.queue_commands_max == service::kQueueCommandsMax);
}

TEST_CASE("what a projection knows is told in events of the ledger", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.create("holder/ada", kAda));
    REQUIRE(running->settle());
    const service::Vitals vitals = running->vitals();
    CHECK(vitals.events == running.size());
    REQUIRE(vitals.disk);
    CHECK(vitals.disk->free_bytes > vitals.disk->reserve_bytes);
    REQUIRE(vitals.projections.size() == 2);  // no rebuild is under way
    CHECK(vitals.projections[0].name == "register");
    CHECK(vitals.projections[0].events == running.size());
    CHECK(vitals.projections[1].name == "sweep");
    CHECK(vitals.projections[1].events == running.size());
}
