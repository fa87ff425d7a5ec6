#include <atomic>
#include <catch2/catch.hpp>
#include <latch>
#include <thread>

#include "events/codec.hpp"
#include "service/opened_ledger.hpp"
#include "service/rebuild.hpp"
#include "service/running_service.hpp"
#include "support/story.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

const Json kRenewalFee = {{"kind", "renewal"}, {"money", {{"amount", 1}, {"currency", "USD"}}}};

Json hours(const std::string& activity, int credit) {
    return {
        {"activity", activity}, {"title", "T"}, {"completed_on", "2025-05-02"}, {"credit", credit}};
}

Json asking_for(int hours) {
    Json published = Story::built_in("cptm");
    published["rules"]["requirements"][0]["min"] = hours;
    return published;
}

std::uint64_t publish(RunningService& running, int hours) {
    const auto made =
        running.tell("program/cptm", "program.published", "", asking_for(hours), kAdmin);
    REQUIRE(made);
    return made->last.value;
}

service::Append creating(const std::string& name, const std::string& type, const Json& data) {
    auto request = appending(name, {draft(type, data, "2024-01-10")});
    request.creates = true;
    return request;
}

// To the first cycle, with the fee paid and 12 of the 24 hours. The practicum is there.
std::vector<service::Append> half_way(const std::string& id) {
    std::vector<service::Draft> drafts;
    for (int module = 1; module <= 10; ++module)
        drafts.push_back(draft("module.completed", {{"module", module}}, "2024-02-20"));
    drafts.push_back(
        draft("practicum.attended", {{"practicum", "p-2024"}, {"complete", true}}, "2024-03-08"));
    drafts.push_back(draft("exam.passed", {{"score", 88}}, "2024-03-08"));
    drafts.push_back(draft("cpe.logged", hours("a", 12), "2025-05-02"));
    drafts.push_back(draft("fee.paid", kRenewalFee, "2025-12-01"));
    return {creating("holder/" + id, "holder.registered",
                     {{"name", "Name of " + id}, {"email", id + "@example.org"}}),
            creating("credential/" + id, "credential.registered",
                     {{"program", "cptm"}, {"holder", id}, {"practicum", "p-2024"}}),
            appending("credential/" + id, std::move(drafts))};
}

// Beside one candidate, so many half-way; answers their ids.
std::vector<std::string> half_way(RunningService& running, int count) {
    running.candidate("candidate");
    std::vector<std::string> ids;
    std::atomic<int> made{0};
    std::latch answers(3 * count);
    for (int n = 1; n <= count; ++n) {
        ids.push_back("c" + std::to_string(n));
        for (auto& request : half_way(ids.back()))
            running->append(std::move(request), [&](const Result<service::Appended>& outcome) {
                if (outcome) ++made;
                answers.count_down();
            });
    }
    answers.wait();
    REQUIRE(made == 3 * count);
    return ids;
}

std::vector<Json> renewals_of(RunningService& running, const std::string& id) {
    service::EventsQuery query;
    query.stream = stream("credential/" + id);
    query.type = "credential.renewed";
    query.limit = 1'000;
    const auto page = running->events(query, kAdmin);
    REQUIRE(page);
    return page->items;
}

// Puts a fact into the ledger without deciding on it, as a program of another version may have.
void slip_in(const RunningService& running, const std::string& credential, const std::string& type,
             const Json& data) {
    const auto ledger = service::open_ledger({running.options.data, running.options.origin, false});
    REQUIRE(ledger);
    const auto reader = ledger->log->reader();
    events::Recorded recorded;
    recorded.envelope.seq = {reader->size().value};
    recorded.envelope.id = "01890a5d-ac96-774b-bcce-b302099a8057";
    recorded.envelope.stream = stream("credential/" + credential);
    recorded.envelope.version = reader->head(recorded.envelope.stream.text())->next();
    recorded.envelope.occurred_at = events::parse_occurred_at("2025-12-01").value();
    recorded.envelope.on = events::parse_date("2025-12-01").value();
    recorded.envelope.recorded_at = events::parse_instant("2026-05-04T12:00:00Z").value();
    recorded.envelope.actor = {"staff:sue"};
    recorded.envelope.salt = "AAAAAAAAAAAAAAAAAAAAAA";
    recorded.event = events::parse_event(events::StreamKind::credential, type, data).value();
    ledger::Group group;
    group.first = recorded.envelope.seq;
    group.entries.push_back({recorded.envelope.stream.text(), recorded.envelope.version,
                             events::encode(recorded).value()});
    REQUIRE(ledger->log->append(group));
}

}  // namespace

TEST_CASE("new rules renew whoever meets them, and the decision names them as cause", "[sweep]") {
    RunningService running;
    running.open();
    half_way(running, 2);
    REQUIRE(running->settle());
    CHECK(renewals_of(running, "c1").empty());
    const auto before = running.size();
    const auto published = publish(running, 12);
    REQUIRE(running->settle());
    CHECK(running.size() == before + 3);
    for (const auto* id : {"c1", "c2"}) {
        const auto renewals = renewals_of(running, id);
        REQUIRE(renewals.size() == 1);
        CHECK(renewals[0]["cause"] == published);
        CHECK(renewals[0]["actor"] == "system");
        CHECK(renewals[0]["on"] == "2025-12-01");
        CHECK_FALSE(renewals[0].contains("key"));
        CHECK(running.standing(id)["status"] == "active");
    }
    REQUIRE(running->settle());
    running.reopen();
    REQUIRE(running->settle());
    CHECK(running.size() == before + 3);
}

TEST_CASE("of several causes the decision names the one that made it due", "[sweep]") {
    RunningService running;
    running.options.sweep_period = std::chrono::hours(1);
    running.open();
    half_way(running, 1);
    REQUIRE(running->settle());
    publish(running, 20);
    const auto second = publish(running, 12);
    publish(running, 11);
    CHECK(running->sweep_state()->causes == 3);
    CHECK(running->sweep_state()->position.value == second - 1);
    REQUIRE(running->settle());
    const auto renewals = renewals_of(running, "c1");
    REQUIRE(renewals.size() == 1);
    CHECK(renewals[0]["cause"] == second);
    CHECK(running->sweep_state()->causes == 0);
    CHECK(running->sweep_state()->position.value == running.size());
}

TEST_CASE("a rescheduled practicum is swept, and moves an expiry without a decision", "[sweep]") {
    RunningService running;
    running.open();
    half_way(running, 1);
    REQUIRE(running->settle());
    CHECK(running.standing("candidate")["status"] == "expired-candidate");
    const auto size = running.size();
    const auto looked_at = running->sweep_state()->looked_at;
    REQUIRE(running.tell("program/cptm", "practicum.rescheduled", "2024-01-15",
                         {{"practicum", "p-2024"},
                          {"starts_on", "2026-03-02"},
                          {"ends_on", "2026-03-06"},
                          {"reason", "snow"}}));
    REQUIRE(running->settle());
    CHECK(running->sweep_state()->looked_at == looked_at + 2);
    CHECK(running.size() == size + 1);
    CHECK(running.standing("candidate")["status"] == "candidate");
}

TEST_CASE("a holder's month of birth touches the holder's credentials only", "[sweep]") {
    RunningService running;
    running.open();
    running.candidate("c1");
    running.candidate("c2");
    REQUIRE(running->settle());
    const auto looked_at = running->sweep_state()->looked_at;
    REQUIRE(running.tell("holder/c1", "holder.preferred", "", {{"reminders", true}}));
    REQUIRE(running->settle());
    CHECK(running->sweep_state()->looked_at == looked_at);
    REQUIRE(running.tell("holder/c1", "holder.updated", "", {{"birth_month", 4}}));
    REQUIRE(running->settle());
    CHECK(running->sweep_state()->looked_at == looked_at + 1);
}

TEST_CASE("what nobody decided is decided when the program's day is over", "[sweep]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    REQUIRE(running.tell("credential/c1", "cpe.logged", "2025-05-02", hours("a", 24)));
    REQUIRE(running->settle());
    running.close();
    slip_in(running, "c1", "fee.paid", kRenewalFee);
    running.open();
    const auto quiet_at = [&](const std::string& now) {
        running.clock().set(now);
        REQUIRE(running->settle());
        return renewals_of(running, "c1").empty();
    };
    CHECK(quiet_at("2026-05-04T13:00:00Z"));
    CHECK(quiet_at("2026-05-05T03:59:59Z"));  // still the 4th in New York
    CHECK_FALSE(quiet_at("2026-05-05T04:00:00Z"));
    const auto renewals = renewals_of(running, "c1");
    REQUIRE(renewals.size() == 1);
    CHECK_FALSE(renewals[0].contains("cause"));
    CHECK(renewals[0]["actor"] == "system");
    CHECK(renewals[0]["on"] == "2025-12-01");
    CHECK(renewals[0]["recorded_at"] == "2026-05-05T04:00:00.000Z");
    const auto looked_at = running->sweep_state()->looked_at;
    running.clock().set("2026-06-20T12:00:00Z");  // many days at once are one
    REQUIRE(running->settle());
    CHECK(running->sweep_state()->looked_at == looked_at + 1);
    CHECK(renewals_of(running, "c1").size() == 1);
}

TEST_CASE("a moved clock is noticed without being told", "[sweep]") {
    RunningService running;
    running.options.sweep_period = std::chrono::milliseconds(5);
    running.open();
    running.candidate("c1");
    REQUIRE(running->settle());
    const auto looked_at = running->sweep_state()->looked_at;
    running.clock().set("2026-05-06T12:00:00Z");
    for (int n = 0; n < 1'000 && running->sweep_state()->looked_at == looked_at; ++n)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(running->sweep_state()->looked_at == looked_at + 1);
}

TEST_CASE("a voided decision waits for staff, whatever is swept", "[sweep]") {
    RunningService running;
    running.open();
    half_way(running, 1);
    publish(running, 12);
    REQUIRE(running->settle());
    const auto seq = renewals_of(running, "c1").at(0)["seq"];
    REQUIRE(running.tell("credential/c1", "entry.voided", "",
                         {{"seq", seq}, {"reason", "under review"}}));
    publish(running, 10);
    running.clock().set("2026-05-10T12:00:00Z");
    REQUIRE(running->settle());
    CHECK(renewals_of(running, "c1").size() == 1);
}

TEST_CASE("a sweep that was stopped goes on where it was", "[sweep]") {
    RunningService running;
    running.open();
    const auto ids = half_way(running, 300);  // two slices
    REQUIRE(running->settle());
    const auto before = running->sweep_state()->position.value;
    const auto published = publish(running, 12);
    int stops = 0;
    while (running->sweep_state()->causes > 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20 << stops++));
        running.reopen();
    }
    INFO(stops << " stops");
    CHECK(stops > 0);
    CHECK(running->sweep_state()->position.value == before + 1 + ids.size());
    for (const auto& id : ids) {
        const auto renewals = renewals_of(running, id);
        REQUIRE(renewals.size() == 1);
        REQUIRE(renewals[0]["cause"] == published);
    }
    running.close();
    const auto ledger = service::open_ledger({running.options.data, running.options.origin, false});
    REQUIRE(ledger);
    const auto rebuilt = service::rebuild_register(*ledger->log, [](auto, auto) { return true; });
    REQUIRE(rebuilt);
    CHECK(rebuilt->same());
}

TEST_CASE("a full queue makes the sweep wait, not fail", "[sweep]") {
    RunningService running;
    running.open();
    const auto ids = half_way(running, 8);
    running.close();
    running.options.queue_max = 1;
    running.open();
    publish(running, 12);
    REQUIRE(running->settle());
    for (const auto& id : ids) CHECK(renewals_of(running, id).size() == 1);
}
