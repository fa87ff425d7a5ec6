// Badges over a running service: facts and person, keys, and what the status lists say.
#include "service/badges.hpp"

#include <catch2/catch.hpp>

#include "privacy/secrets.hpp"
#include "service/opened_ledger.hpp"
#include "service/rebuild.hpp"
#include "service/running_service.hpp"
#include "support/file_mode.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

Result<projections::Badge> badge(RunningService& running, const std::string& id,
                                 const service::Principal& who = kStaff,
                                 const service::When& when = {}) {
    return running->badges().badge({.credential = id, .cycle = {}, .when = when}, who);
}

service::MarkedBadges marked(RunningService& running) {
    const auto marks = running->badges().marked({0}, {UINT64_MAX});
    REQUIRE(marks);
    return *marks;
}

void tell(RunningService& running, const std::string& id, const std::string& type,
          const events::Json& data = {{"reason", "so"}}) {
    REQUIRE(running.tell("credential/" + id, type, {}, data));
}

service::OpeningOptions opening(const RunningService& running) {
    service::OpeningOptions options;
    options.data = running.options.data;
    options.origin = running.options.origin;
    options.create = false;
    return options;
}

std::string public_text(const std::vector<service::BadgeKeys::Public>& keys) {
    std::string text;
    for (const auto& each : keys) text += each.ed25519 + each.p256;
    return text;
}

}  // namespace

TEST_CASE("a badge runs from midnight to midnight where the program is", "[badges]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    const auto made = badge(running, "ada", holder("ada"));
    REQUIRE(made);
    CHECK(events::format_instant(made->valid_from) == "2024-03-08T05:00:00.000Z");
    CHECK(events::format_instant(made->valid_until) == "2026-03-08T04:59:59.000Z");
    CHECK(made->name);
    CHECK(made->email);
    CHECK(made->facts.cycle == 1);
    CHECK(made->facts.place == made->facts.decision);
}

TEST_CASE("a badge is for its holder and for those who see everybody", "[badges]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    running.candidate("eve");
    CHECK(badge(running, "ada", kAuditor));
    CHECK(badge(running, "ada", kAdmin));
    CHECK(badge(running, "ada", holder("eve")).error().code == ErrorCode::not_found);
    const service::Principal sponsor{service::Role::sponsor, "acme"};
    CHECK(badge(running, "ada", sponsor).error().code == ErrorCode::forbidden);
    CHECK(badge(running, "eve").error().code == ErrorCode::not_awarded);
    CHECK(badge(running, "nobody").error().code == ErrorCode::not_found);
    CHECK(badge(running, "ada", kStaff, {.as_of = "2024-03-07", .known_at = {}}).error().code ==
          ErrorCode::not_awarded);
    CHECK(badge(running, "ada", kStaff, {.as_of = "2024-03-08", .known_at = {}}));
}

TEST_CASE("after an erasure a badge names nobody", "[badges]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    REQUIRE(running->erase(
        appending("holder/ada", {draft("holder.erased", {{"reason", "asked to"}})}, kAdmin)));
    const auto made = badge(running, "ada");
    REQUIRE(made);
    CHECK_FALSE(made->name);
    CHECK_FALSE(made->email);
}

TEST_CASE("status lists say what was taken back, and what is set aside as long as it is",
          "[badges]") {
    RunningService running("2025-05-04T12:00:00Z");
    running.open();
    for (const char* id : {"good", "revoked", "suspended"}) REQUIRE(running.awarded(id));
    CHECK(marked(running).revoked.empty());
    CHECK(marked(running).suspended.empty());
    const auto first = marked(running).since;
    running.clock().set("2025-05-05T12:00:00Z");
    const Seq revoked = badge(running, "revoked")->facts.place;
    const Seq suspended = badge(running, "suspended")->facts.place;
    tell(running, "revoked", "credential.revoked");
    tell(running, "suspended", "credential.suspended");
    CHECK(marked(running).revoked == std::vector{revoked});
    CHECK(marked(running).suspended == std::vector{suspended});
    CHECK(first < marked(running).since);
    CHECK(badge(running, "suspended")->facts.place == suspended);
    tell(running, "suspended", "credential.reinstated");
    CHECK(marked(running).suspended.empty());
    CHECK(badge(running, "suspended")->facts.place == suspended);
    CHECK(running->badges().marked({revoked.value}, {revoked.value + 1})->revoked.size() == 1);
    CHECK(running->badges().marked({revoked.value + 1}, {UINT64_MAX})->revoked.empty());
    CHECK(running->badges().marked({running.size()}, {UINT64_MAX}).error().code ==
          ErrorCode::not_found);
}

TEST_CASE("a rebuild of the register marks the same badges", "[badges]") {
    RunningService running("2025-05-04T12:00:00Z");
    running.open();
    for (const char* id : {"a", "b", "c"}) REQUIRE(running.awarded(id));
    tell(running, "a", "credential.revoked");
    tell(running, "b", "credential.suspended");
    tell(running, "b", "credential.reinstated");
    tell(running, "c", "credential.retired", {{"kind", "inactive"}});
    const auto before = marked(running);
    running.close();
    const auto rebuilt = [&] {
        const auto ledger = service::open_ledger(opening(running));
        REQUIRE(ledger);
        return service::rebuild_register(*ledger->log, [](auto, auto) { return true; });
    }();
    REQUIRE(rebuilt);
    CHECK(rebuilt->same());
    running.open();
    CHECK(marked(running).revoked == before.revoked);
    CHECK(marked(running).suspended == before.suspended);
    CHECK(marked(running).since == before.since);
}

TEST_CASE("the keys of badges are made once, and new ones sign before the old", "[badges]") {
    RunningService running;
    running.open();
    const auto first = running->badges().keys().all();
    REQUIRE(first.size() == 1);
    const auto path = privacy::keys_directory(running.options.data) / "badge.seed";
    CHECK(support::mode_of(path) == 0600);
    const auto signature = running->badges().keys().sign_p256("text").value();
    running.reopen();
    CHECK(public_text(running->badges().keys().all()) == public_text(first));
    CHECK(running->badges().keys().sign_p256("text").value() == signature);
    running.close();
    const auto both = service::rotate_badge_keys(opening(running));
    REQUIRE(both);
    REQUIRE(both->all().size() == 2);
    running.open();
    CHECK(public_text(running->badges().keys().all()) == public_text(both->all()));
    CHECK(public_text({both->all().back()}) == public_text(first));
    CHECK(running->badges().keys().sign_p256("text").value() != signature);
}

TEST_CASE("a directory of before there were badges gets keys of badges", "[badges]") {
    RunningService running;
    {
        const auto ledger = service::open_ledger({running.options.data, running.options.origin});
        REQUIRE(ledger);
    }
    const auto path = privacy::keys_directory(running.options.data) / "badge.seed";
    CHECK_FALSE(std::filesystem::exists(path));
    running.open();
    CHECK(std::filesystem::exists(path));
}
