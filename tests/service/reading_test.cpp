#include <algorithm>
#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;
using service::EventsQuery;
using service::When;

namespace {

Json cpe(const std::string& activity, double credit) {
    return {{"activity", activity},
            {"title", "Secret " + activity},
            {"completed_on", "2025-05-02"},
            {"credit", credit}};
}

double counted(const Json& standing) {
    return standing["cycle"]["requirements"][0]["counted"].get<double>();
}

}  // namespace

TEST_CASE("a standing is asked for as of a day and as known at an entry or instant", "[reading]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto first = running.tell("credential/c1", "cpe.logged", "2025-05-02", cpe("a", 10));
    REQUIRE(first);
    running.clock().set("2026-05-05T12:00:00Z");
    REQUIRE(running.tell("credential/c1", "cpe.logged", "2025-05-02", cpe("b", 5)));
    const auto name = stream("credential/c1");
    const auto at = [&](const std::string& known) {
        return running->state(name, {"2025-06-01", known}, kStaff);
    };
    CHECK(counted(running.standing("c1", "2025-06-01")) == 15);
    CHECK(counted(running.standing("c1", "2025-05-01")) == 0);
    const auto then = at(std::to_string(first->last.value));
    REQUIRE(then);
    CHECK(counted(then->body) == 10);
    CHECK(then->version == first->version);
    const auto instant = at("2026-05-05T11:59:59Z");
    REQUIRE(instant);
    CHECK(instant->body == then->body);
    CHECK(instant->body["known_at"]["seq"] == first->last.value);
    CHECK(instant->body["known_at"]["time"] == "2026-05-04T12:00:00.000Z");
    CHECK(counted(at("2026-05-05T12:00:00Z")->body) == 15);
}

TEST_CASE("what cannot be known is refused with the parameter's name", "[reading]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto name = stream("credential/c1");
    const std::vector<std::string> unknowable = {std::to_string(running.size()), "soon", "-1",
                                                 "2026-05-04T12:00:01Z", "99999999999999999999"};
    for (const std::string& known : unknowable) {
        const auto refused = running->state(name, {{}, known}, kStaff);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::bad_parameter);
        CHECK(refused.error().pointer == "known_at");
    }
    const auto refused = running->state(name, {"2026-02-30", {}}, kStaff);
    CHECK(refused.error().code == ErrorCode::bad_parameter);
    CHECK(refused.error().pointer == "as_of");
}

TEST_CASE("before its first event a credential is not found", "[reading]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto name = stream("credential/c1");
    CHECK(running->state(name, {"2024-01-09", {}}, kStaff).error().code == ErrorCode::not_found);
    CHECK(running->state(name, {"2024-01-10", {}}, kStaff));
    CHECK(running->state(name, {{}, "0"}, kStaff).error().code == ErrorCode::not_found);
    CHECK(running->state(name, {{}, "1999-01-01T00:00:00Z"}, kStaff).error().code ==
          ErrorCode::not_found);
}

TEST_CASE("a day to come is answered and marked as projected", "[reading]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    CHECK_FALSE(running.standing("c1").contains("projected"));
    CHECK(running.standing("c1", "2026-05-05")["projected"] == true);
}

TEST_CASE("a holder's latest data are shown, opened for whom they concern", "[reading]") {
    RunningService running;
    running.open();
    const Json ada = {{"name", "Ada"}, {"email", "ada@example.org"}, {"birth_month", 12}};
    REQUIRE(running.create("holder/ada", ada, "2024-01-01"));
    REQUIRE(running.tell("holder/ada", "holder.updated", "2025-01-01", {{"name", "Ada L."}}));
    const auto name = stream("holder/ada");
    for (const auto& who : {kStaff, kAuditor, kAdmin, holder("ada")}) {
        const auto state = running->state(name, {}, who);
        REQUIRE(state);
        CHECK(state->body["name"] == "Ada L.");
        CHECK(state->body["email"] == "ada@example.org");
        CHECK(state->body["birth_month"] == 12);
        CHECK(state->body["version"] == 2);
    }
    CHECK(running->state(name, {"2024-06-01", {}}, kStaff)->body["name"] == "Ada");
    CHECK(running->state(name, {}, holder("bob")).error().code == ErrorCode::not_found);
}

TEST_CASE("a program shows its rules versions and practicums", "[reading]") {
    RunningService running;
    running.open();
    running.candidate("c1");
    const auto state = running->state(stream("program/cptm"), {}, holder("c1"));
    REQUIRE(state);
    CHECK(state->body["timezone"] == "America/New_York");
    CHECK(state->body["versions"][0]["version"] == 1);
    CHECK(state->body["practicums"][0]["practicum"] == "p-2024");
    CHECK(state->body["practicums"][0]["starts_on"] == "2024-03-04");
}

TEST_CASE("pages of a stream and of the ledger go on where they stopped", "[reading]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    for (const char* name : {"", "credential/c1"}) {
        EventsQuery query;
        query.limit = 3;
        if (*name != '\0') query.stream = stream(name);
        const auto known = running.size();
        std::vector<std::uint64_t> seqs;
        for (;;) {
            const auto page = running->events(query, kAuditor);
            REQUIRE(page);
            CHECK(page->items.size() <= 3);
            for (const Json& item : page->items) seqs.push_back(item["seq"]);
            if (!page->next) break;
            query.cursor = page->next;
            REQUIRE(running.tell("holder/c1", "holder.preferred", "", {{"reminders", true}}));
        }
        CHECK(std::is_sorted(seqs.begin(), seqs.end()));
        CHECK(std::adjacent_find(seqs.begin(), seqs.end()) == seqs.end());
        CHECK(seqs.size() == (query.stream ? 14 : known));
    }
}

TEST_CASE("pages are filtered by type, stream and what comes after", "[reading]") {
    RunningService running;
    running.open();
    const auto award = running.awarded("c1");
    REQUIRE(award);
    EventsQuery query;
    query.type = "module.completed";
    CHECK(running->events(query, kStaff)->items.size() == 10);
    query.stream = stream("credential/c1");
    query.type.reset();
    query.after = std::to_string(award->first.value - 1);
    CHECK(running->events(query, kStaff)->items.size() == 2);
    query.after = "-1";
    CHECK(running->events(query, kStaff)->items.size() == 14);
    query.known_at = std::to_string(award->first.value);
    CHECK(running->events(query, kStaff)->items.size() == 13);
    query.known_at.reset();
    query.after = "x";
    CHECK(running->events(query, kStaff).error().pointer == "after");
    query.after.reset();
    query.cursor = "bm9uc2Vuc2U";
    CHECK(running->events(query, kStaff).error().pointer == "cursor");
    query.cursor.reset();
    query.limit = 1'001;
    CHECK(running->events(query, kStaff).error().pointer == "limit");
}

TEST_CASE("an event is opened for its reader, and its entry is the stored bytes", "[reading]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto logged = running.tell("credential/c1", "cpe.logged", "2025-05-02", cpe("a", 1));
    REQUIRE(logged);
    for (const auto& who : {kStaff, kAuditor, holder("c1")})
        CHECK((*running->event(logged->first, who))["data"]["title"] == "Secret a");
    const auto entry = running->entry(logged->first, kAuditor);
    REQUIRE(entry);
    CHECK(*entry == logged->entries.front());
    CHECK(entry->find("Secret") == std::string::npos);
    CHECK(running->event(logged->first, holder("bob")).error().code == ErrorCode::not_found);
    CHECK(running->event({running.size()}, kStaff).error().code == ErrorCode::not_found);
    EventsQuery all;
    CHECK(running->events(all, holder("c1")).error().code == ErrorCode::forbidden);
}
