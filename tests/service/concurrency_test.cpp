#include <atomic>
#include <catch2/catch.hpp>
#include <latch>
#include <set>
#include <thread>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;
using service::Appended;

namespace {

constexpr int kThreads = 4;
constexpr int kAppends = 40;

Json cpe(const std::string& activity) {
    return {
        {"activity", activity}, {"title", "T"}, {"completed_on", "2025-05-02"}, {"credit", 0.25}};
}

}  // namespace

TEST_CASE("appends from many threads leave no hole and lose nothing", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto before = running.size();
    std::atomic<int> refusals{0};
    std::latch answered(kThreads * kAppends);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            for (int n = 0; n < kAppends; ++n) {
                auto request = appending(
                    "credential/c1",
                    {draft("cpe.logged", cpe("a" + std::to_string(t) + "-" + std::to_string(n)))});
                running->append(std::move(request), [&](Result<Appended> outcome) {
                    if (!outcome) ++refusals;
                    answered.count_down();
                });
                if (n % 8 == 0) (void)running->state(stream("credential/c1"), {}, kStaff);
            }
        });
    for (auto& thread : threads) thread.join();
    answered.wait();
    CHECK(refusals == 0);
    CHECK(running.size() == before + kThreads * kAppends);
    CHECK(running.standing("c1")["version"] == 14 + kThreads * kAppends);
}

TEST_CASE("an answered append is seen by every read that begins after", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    std::vector<std::thread> threads;
    std::atomic<int> stale{0};
    for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            for (int n = 0; n < 10; ++n) {
                std::promise<Result<Appended>> promise;
                const std::string id = "a" + std::to_string(t) + "-" + std::to_string(n);
                running->append(appending("credential/c1", {draft("cpe.logged", cpe(id))}),
                                [&](Result<Appended> made) { promise.set_value(made); });
                const auto made = promise.get_future().get();
                const auto seen = running->state(stream("credential/c1"), {}, kStaff);
                if (!made || !seen || seen->version < made->version) ++stale;
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(stale == 0);
}

TEST_CASE("of two creations of one id at once, one is made", "[service]") {
    RunningService running;
    running.open();
    std::atomic<int> made{0};
    std::atomic<int> refused{0};
    std::latch answered(8);
    for (int n = 0; n < 8; ++n) {
        auto request =
            appending("holder/ada",
                      {draft("holder.registered", {{"name", "Ada"}, {"email", "a@b.example"}})});
        request.creates = true;
        running->append(std::move(request), [&](Result<Appended> outcome) {
            if (outcome) ++made;
            if (!outcome && outcome.error().code == ErrorCode::already_exists) ++refused;
            answered.count_down();
        });
    }
    answered.wait();
    CHECK(made == 1);
    CHECK(refused == 7);
}

TEST_CASE("closing answers everything that was taken", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    std::atomic<int> answers{0};
    for (int n = 0; n < 200; ++n)
        running->append(
            appending("credential/c1", {draft("cpe.logged", cpe("a" + std::to_string(n)))}),
            [&](Result<Appended>) { ++answers; });
    running.close();
    CHECK(answers == 200);
}
