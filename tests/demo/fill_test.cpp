#include "demo/fill.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "service/opened_ledger.hpp"
#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

constexpr unsigned kFew = 60;
const char* const kNow = "2026-05-20T09:00:00Z";

Result<std::optional<demo::Filled>> fill(RunningService& running, std::uint64_t seed = 1) {
    running.options.sync = false;  // thousands of small groups, whose durability is not at stake
    return demo::fill(running.options, {seed, kFew}, [](auto, auto) { return true; });
}

void require_filled(RunningService& running, std::uint64_t seed = 1) {
    const auto filled = fill(running, seed);
    if (!filled) FAIL(filled.error().message);
    REQUIRE(*filled);
    running.open();
}

// Ciphertexts, ids, salts and numbers are drawn anew each time.
void leave_out_random(Json& value) {
    if (value.is_object() && value.contains("enc")) value = "sealed for " + value["k"].dump();
    if (!value.is_structured()) return;
    if (value.is_object()) value.erase("number");
    for (Json& member : value) leave_out_random(member);
}

std::vector<Json> all_events(RunningService& running) {
    std::vector<Json> all;
    service::EventsQuery query;
    query.limit = 1'000;
    for (;;) {
        const auto page = running->events(query, kAdmin);
        REQUIRE(page);
        all.insert(all.end(), page->items.begin(), page->items.end());
        if (!page->next) return all;
        query.cursor = page->next;
    }
}

std::vector<std::string> facts(RunningService& running) {
    std::vector<std::string> lines;
    for (Json& event : all_events(running)) {
        for (const char* drawn : {"id", "salt"}) event.erase(drawn);
        leave_out_random(event);
        lines.push_back(event.dump());
    }
    return lines;
}

// Of thousands of lines, the one that tells most.
std::string first_difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    for (std::size_t n = 0; n < std::max(a.size(), b.size()); ++n) {
        const std::string one = n < a.size() ? a[n] : "nothing";
        const std::string two = n < b.size() ? b[n] : "nothing";
        if (one != two) return one + "\n" + two;
    }
    return "";
}

}  // namespace

TEST_CASE("the same seed gives the same facts, at the same instants", "[demo]") {
    RunningService first(kNow);
    RunningService second(kNow);
    RunningService other(kNow);
    require_filled(first, 1);
    require_filled(second, 1);
    require_filled(other, 2);
    const auto told = facts(first);
    CHECK(told.size() > kFew * 20);
    CHECK(first_difference(told, facts(second)) == "");
    CHECK(first_difference(told, facts(other)) != "");
}

TEST_CASE("the history of the demo ends now, and begins six years before", "[demo]") {
    RunningService running(kNow);
    require_filled(running);
    CHECK(running->clock().is_sandbox);
    CHECK(running->clock().offset.count() == 0);
    const auto events = all_events(running);
    CHECK(events.front()["recorded_at"] == "2020-04-30T12:00:00.000Z");
    CHECK(events.back()["recorded_at"].get<std::string>().starts_with("2026-05-1"));
    std::size_t late = 0;
    for (const Json& event : events) {
        const std::string on = event["on"];
        const std::string recorded = event["recorded_at"];
        CHECK(on <= recorded);
        if (on < recorded.substr(0, 10)) ++late;
    }
    CHECK(late > events.size() / 10);
    CHECK(late < events.size());
}

TEST_CASE("nothing is left to decide when the demo is done, and its register is right", "[demo]") {
    RunningService running(kNow);
    require_filled(running);
    const auto size = running->size();
    REQUIRE(running->settle());
    CHECK(running->size() == size);
    CHECK(running->sweep_state()->decisions == 0);
    CHECK_FALSE(running->sweep_state()->passed_over);
    running.close();
    const auto ledger = service::open_ledger({running.options.data, running.options.origin, false});
    REQUIRE(ledger);
    const auto rebuilt = service::rebuild_register(*ledger->log, [](auto, auto) { return true; });
    REQUIRE(rebuilt);
    CHECK(rebuilt->same());
    CHECK(rebuilt->events == size);
}

TEST_CASE("a ledger that is not empty is left as it is", "[demo]") {
    RunningService running(kNow);
    running.options.wanted_clock.sandbox = true;
    running.open();
    REQUIRE(running.create("holder/ada", {{"name", "Ada"}, {"email", "ada@example.org"}}));
    const auto before = running->size();
    running.close();
    const auto filled = fill(running);
    REQUIRE(filled);
    CHECK_FALSE(*filled);
    running.open();
    CHECK(running->size() == before);
}

TEST_CASE("a ledger that is no sandbox is left as it is", "[demo]") {
    RunningService running(kNow);
    running.open();
    const auto before = running->size();
    running.close();
    const auto filled = fill(running);
    REQUIRE(filled);
    CHECK_FALSE(*filled);
    running.open();
    CHECK(running->size() == before);
    CHECK_FALSE(running->clock().is_sandbox);
}

TEST_CASE("in a sandbox that has begun but is empty the demo goes on from its time", "[demo]") {
    RunningService running(kNow);
    running.options.wanted_clock.sandbox = true;
    running.open();
    const auto begun = events::parse_instant("2027-01-01T00:00:00Z").value();
    REQUIRE(running->put_clock_forward(kAdmin, begun));
    running.close();
    require_filled(running);
    CHECK(running->size() > kFew * 20);
    CHECK(running->clock().now > begun + std::chrono::days{6 * 365});
    CHECK(events::format_instant(running->clock().now).starts_with("2033-01-"));
}

TEST_CASE("a demo that is given up says so", "[demo]") {
    RunningService running(kNow);
    const auto filled =
        demo::fill(running.options, {1, kFew}, [](auto done, auto of) { return done < of / 20; });
    REQUIRE_FALSE(filled);
    CHECK(filled.error().code == ErrorCode::refused_start);
    CHECK_FALSE(fill(running).value());
}
