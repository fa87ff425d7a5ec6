#include <atomic>
#include <catch2/catch.hpp>

#include "service/running_service.hpp"
#include "support/story.hpp"
#include "support/unsynced_loss_fs.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

const Json kAda = {{"name", "Ada"}, {"email", "ada@example.org"}};

service::Append publishing(const std::string& program, const std::string& name) {
    Json published = Story::built_in("cptm");
    published["name"] = name;
    auto request = appending("program/" + program, {draft("program.published", published)}, kAdmin);
    request.creates = true;
    request.may_exist = true;
    return request;
}

}  // namespace

TEST_CASE("whoever was answered finds the event counted, and the listener told", "[service]") {
    RunningService running;
    running.open();
    std::atomic<int> told{0};
    std::atomic<std::uint64_t> size_told{0};
    CHECK(running->size() == running.size());
    running->on_growth([&] {
        ++told;
        size_told = running->size();
    });
    const auto made = running.create("holder/ada", kAda);
    REQUIRE(made);
    CHECK(told == 1);
    CHECK(size_told == made->last.value + 1);
    CHECK(running->size() == running.size());
    running->on_growth(nullptr);
    REQUIRE(running.tell("holder/ada", "holder.updated", "", {{"locale", "de"}}));
    CHECK(told == 1);
    CHECK(running->size() == size_told + 1);
}

TEST_CASE("a refusal, a dry run and a repeat are no growth", "[service]") {
    RunningService running;
    running.open();
    auto request = appending("holder/ada", {draft("holder.registered", kAda)});
    request.creates = true;
    request.idempotency = service::Idempotency{"k", "the request"};
    REQUIRE(running.append(request));
    int told = 0;
    running->on_growth([&] { ++told; });
    CHECK(running.append(request).value().replayed);
    request.idempotency.reset();
    CHECK(running.append(request).error().code == ErrorCode::already_exists);
    auto dry = appending("holder/ada", {draft("holder.updated", {{"locale", "de"}})});
    dry.dry_run = true;
    CHECK(running.append(dry));
    running->on_growth(nullptr);
    CHECK(told == 0);
}

TEST_CASE("what was not made durable is not counted", "[service]") {
    const auto file_system = std::make_shared<support::UnsyncedLossFs>();
    RunningService running;
    running.open(file_system);
    const auto before = running->size();
    file_system->fail_syncs();
    CHECK(running.create("holder/ada", kAda).error().code == ErrorCode::outcome_unknown);
    CHECK(running->size() == before);
    running.close();
}

TEST_CASE("a service that is opened again counts what it holds", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto before = running->size();
    running.reopen();
    CHECK(running->size() == before);
}

TEST_CASE("a creation that may find its program gives it its next rules", "[service]") {
    RunningService running;
    running.open();
    const auto first = running.append(publishing("own", "First"));
    REQUIRE(first);
    CHECK(first->version == StreamVersion{1});
    const auto second = running.append(publishing("own", "Second"));
    REQUIRE(second);
    CHECK(second->version == StreamVersion{2});
    auto strict = publishing("own", "Third");
    strict.may_exist = false;
    CHECK(running.append(strict).error().code == ErrorCode::already_exists);
}

TEST_CASE("no other stream is begun twice, whatever the creation may find", "[service]") {
    RunningService running;
    running.open();
    auto request = appending("holder/ada", {draft("holder.registered", kAda)});
    request.creates = true;
    request.may_exist = true;
    REQUIRE(running.append(request));
    CHECK(running.append(request).error().code == ErrorCode::already_exists);
}
