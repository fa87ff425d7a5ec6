#include <catch2/catch.hpp>
#include <future>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using service::Append;
using service::Appended;

namespace {

Append keyed(const std::string& key, const std::string& activity,
             const service::Principal& who = kStaff) {
    auto request = appending(
        "credential/c1",
        {draft(
            "cpe.logged",
            {{"activity", activity}, {"title", "T"}, {"completed_on", "2025-05-02"}, {"credit", 1}},
            "2025-05-02")},
        who);
    request.idempotency = service::Idempotency{key, "body of " + activity};
    return request;
}

}  // namespace

TEST_CASE("the same key and request answer as the first time, after a restart too",
          "[idempotency]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto first = running.append(keyed("k", "a"));
    REQUIRE(first);
    const auto answer = running->representation(*first, kStaff);
    REQUIRE(answer);
    REQUIRE(running.append(keyed("other", "b")));
    running.clock().set("2026-06-01T12:00:00Z");
    const auto before = running.size();
    for (int round = 0; round < 2; ++round) {
        const auto again = running.append(keyed("k", "a"));
        REQUIRE(again);
        CHECK(again->replayed);
        CHECK(again->entries == first->entries);
        CHECK(again->version == first->version);
        CHECK(*running->representation(*again, kStaff) == *answer);
        CHECK(running.size() == before);
        running.reopen();
    }
}

TEST_CASE("a key stands for one request of one actor", "[idempotency]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    REQUIRE(running.append(keyed("k", "a")));
    CHECK(running.append(keyed("k", "b")).error().code == ErrorCode::idempotency_key_reused);
    CHECK(running.append(keyed("k", "b", kAdmin)));
}

TEST_CASE("a refusal uses up no key", "[idempotency]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    auto request = keyed("k", "a");
    request.expected = StreamVersion{1};
    CHECK(running.append(request).error().code == ErrorCode::version_mismatch);
    const auto appended = running.append(keyed("k", "b"));
    REQUIRE(appended);
    CHECK_FALSE(appended->replayed);
}

TEST_CASE("the same key many times at once appends once", "[idempotency]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto before = running.size();
    constexpr int kTimes = 64;
    std::vector<std::promise<Result<Appended>>> promises(kTimes);
    for (auto& promise : promises)
        running->append(keyed("k", "a"), [&promise](Result<Appended> outcome) {
            promise.set_value(std::move(outcome));
        });
    int made = 0;
    std::optional<Seq> seq;
    for (auto& promise : promises) {
        const auto outcome = promise.get_future().get();
        REQUIRE(outcome);
        if (!outcome->replayed) ++made;
        if (!seq) seq = outcome->first;
        CHECK(outcome->first == *seq);
    }
    CHECK(made == 1);
    CHECK(running.size() == before + 1);
}

TEST_CASE("the digest that is kept gives nothing of the request away", "[idempotency]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    REQUIRE(running.append(keyed("k", "a")));
    RunningService other;
    other.open();
    REQUIRE(other.awarded("c1"));
    REQUIRE(other.append(keyed("k", "a")));
    running.close();
    other.close();
    const auto digest = [](const RunningService& of) {
        const auto reader = ledger::Reader::open(of.directory() / "data");
        REQUIRE(reader);
        const auto repeat = reader->repeat(std::string("staff:sue") + '\0' + "k");
        REQUIRE(repeat);
        REQUIRE(*repeat);
        return (*repeat)->digest;
    };
    CHECK(digest(running) != digest(other));
}
