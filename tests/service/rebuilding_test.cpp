#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "service/opened_ledger.hpp"
#include "service/rebuild.hpp"
#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

Json projection(RunningService& running) {
    const auto page = running->projections(kAuditor);
    REQUIRE(page);
    REQUIRE(page->items.size() == 1);
    return page->items.front();
}

// Waits until no rebuild is under way.
Json settled(RunningService& running) {
    for (;;) {
        Json now = projection(running);
        if (now["state"] == "live") return now;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

Result<service::Appended> hours(RunningService& running, const std::string& id,
                                const std::string& activity) {
    return running.tell(
        "credential/" + id, "cpe.logged", "2025-05-02",
        {{"activity", activity}, {"title", "T"}, {"completed_on", "2025-05-02"}, {"credit", 1}});
}

}  // namespace

TEST_CASE("a projection tells its name, version, build, position and digest", "[rebuilding]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const Json before = projection(running);
    CHECK(before["name"] == "register");
    CHECK(before["version"] == views::kRegisterVersion);
    CHECK(before["build"] == 1);
    CHECK(before["position"] == running.size() - 1);
    CHECK(before["digest"].get<std::string>().size() == 64);
    CHECK(before["state"] == "live");
    CHECK(before["progress"].is_null());
    CHECK(before["last_rebuild"].is_null());
    CHECK(projection(running) == before);
    running.candidate("c2");
    CHECK(projection(running)["digest"] != before["digest"]);
}

TEST_CASE("a rebuild beside the live build gives the same digest and takes over", "[rebuilding]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const Json before = projection(running);
    REQUIRE(running->rebuild(kAdmin, "register"));
    const Json after = settled(running);
    CHECK(after["last_rebuild"]["same"] == true);
    CHECK(after["last_rebuild"]["build"] == 2);
    CHECK(after["last_rebuild"]["digest"] == before["digest"]);
    CHECK(after["build"] == 2);
    CHECK(after["digest"] == before["digest"]);
    REQUIRE(running.awarded("c2"));
    REQUIRE(running->rebuild(kAdmin, "register"));
    CHECK(settled(running)["last_rebuild"]["same"] == true);
    running.reopen();
    CHECK(projection(running)["build"] == 3);
    CHECK(running.standing("c2")["status"] == "lapsed");
}

TEST_CASE("no event is missed by a build that takes over while appends go on", "[rebuilding]") {
    RunningService running;
    running.open();
    std::atomic<bool> stops{false};
    std::atomic<int> failures{0};
    for (const char* id : {"c1", "c2"}) REQUIRE(running.awarded(id));
    std::vector<std::thread> writers;
    for (const std::string id : {"c1", "c2"})
        writers.emplace_back([&, id] {
            for (int n = 0; !stops.load(); ++n)
                if (!hours(running, id, "a" + std::to_string(n))) ++failures;
        });
    for (int n = 0; n < 5; ++n) {
        REQUIRE(running->rebuild(kAdmin, "register"));
        const std::string id = "m" + std::to_string(n);
        CHECK(running.awarded(id));
        CHECK(settled(running)["last_rebuild"]["same"] == true);
    }
    stops.store(true);
    for (std::thread& writer : writers) writer.join();
    CHECK(failures.load() == 0);
    running.close();
    const auto ledger = service::open_ledger({running.options.data, running.options.origin, false});
    REQUIRE(ledger);
    const auto offline =
        service::rebuild_register(*ledger->log, [](std::uint64_t, std::uint64_t) { return true; });
    REQUIRE(offline);
    CHECK(offline->same());
    CHECK(offline->build.number == 7);
}

TEST_CASE("one rebuild at a time, by an administrator, of what there is", "[rebuilding]") {
    RunningService running;
    running.open();
    CHECK(running->rebuild(kStaff, "register").error().code == ErrorCode::forbidden);
    CHECK(running->rebuild(kAdmin, "calendar").error().code == ErrorCode::not_found);
    CHECK(running->projections(holder("ada")).error().code == ErrorCode::forbidden);
    for (int n = 0; n < 300; ++n) running.candidate("c" + std::to_string(n));
    REQUIRE(running->rebuild(kAdmin, "register"));
    const auto second = running->rebuild(kAdmin, "register");
    if (!second) CHECK(second.error().code == ErrorCode::rebuild_under_way);
    settled(running);
    CHECK(running->rebuild(kAdmin, "register"));
    running.close();  // in the middle of it
    running.open();
    CHECK(projection(running)["state"] == "live");
}

TEST_CASE("what a build that was given up left is erased at the next start", "[rebuilding]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    running.close();
    const auto left = [&]() -> std::vector<std::uint32_t> {
        return views::builds_with_rows(*ledger::Reader::open(running.options.data)).value();
    };
    {
        const auto ledger =
            service::open_ledger({running.options.data, running.options.origin, false});
        REQUIRE(ledger);
        const std::vector<ledger::ViewChange> rows = {{views::row_key({2}, "c9", {7}), "half"},
                                                      {views::row_key({5}, "c9", {7}), "old"}};
        REQUIRE(ledger->log->change_views(rows));
    }
    CHECK(left() == std::vector<std::uint32_t>{1, 2, 5});
    running.open();
    running.close();
    CHECK(left() == std::vector<std::uint32_t>{1});
}

TEST_CASE("rows of another version of the code are made anew before anybody reads",
          "[rebuilding]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const Json before = projection(running);
    running.close();
    {
        const auto ledger =
            service::open_ledger({running.options.data, running.options.origin, false});
        REQUIRE(ledger);
        const std::vector<ledger::ViewChange> older = {
            {views::live_build_key(), views::live_build_value({1, 0})},
            {views::row_key({1}, "c1", {7}), "of another form"}};
        REQUIRE(ledger->log->change_views(older));
    }
    std::uint64_t told = 0;
    running.options.progress = [&](std::uint64_t done, std::uint64_t) {
        told = done;
        return true;
    };
    running.open();
    CHECK(told == running.size());
    const Json after = projection(running);
    CHECK(after["build"] == 2);
    CHECK(after["version"] == views::kRegisterVersion);
    CHECK(after["digest"] == before["digest"]);
}
