#include "service/master_key.hpp"

#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

service::OpeningOptions stopped(const RunningService& running) {
    service::OpeningOptions options;
    options.data = running.options.data;
    options.origin = running.options.origin;
    options.create = false;
    return options;
}

std::vector<privacy::Key> masters(const RunningService& running) {
    return privacy::open_secrets(running.options.data, false)->masters;
}

std::string name_of(RunningService& running, const std::string& id) {
    const auto state = running->state(stream("holder/" + id), {}, kAdmin);
    REQUIRE(state);
    return state->body["name"].get<std::string>();
}

}  // namespace

TEST_CASE("a new master key opens what the old one did, and the old one nothing", "[master_key]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    const auto size = running.size();
    running.close();
    const privacy::Key old = masters(running).front();
    REQUIRE(service::rotate_master_key(stopped(running)));
    REQUIRE(masters(running).size() == 1);
    CHECK(masters(running).front().view() != old.view());
    running.open();
    CHECK(name_of(running, "ada") == "Name of ada");
    CHECK(running.size() == size);
    running.candidate("bob");
    running.close();
    REQUIRE(privacy::replace_master_keys(running.options.data, {old}));
    const auto refused = service::LedgerService::open(running.options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
}

TEST_CASE("a rotation that a kill interrupted is ended by the next start", "[master_key]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    running.close();
    std::vector<privacy::Key> both = masters(running);
    both.emplace(both.begin(), std::string(privacy::kKeyBytes, 'n'));
    REQUIRE(privacy::replace_master_keys(running.options.data, both));
    running.open();
    CHECK(name_of(running, "ada") == "Name of ada");
    running.close();
    REQUIRE(masters(running).size() == 1);
    CHECK(masters(running).front().view() == both.front().view());
}

TEST_CASE("a directory in use, or without a ledger, gets no new master key", "[master_key]") {
    RunningService running;
    CHECK(service::rotate_master_key(stopped(running)).error().code == ErrorCode::refused_start);
    running.open();
    CHECK(service::rotate_master_key(stopped(running)).error().code == ErrorCode::refused_start);
    CHECK(masters(running).size() == 1);
}
