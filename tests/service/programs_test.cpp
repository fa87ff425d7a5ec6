#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;
using service::Paging;
using service::When;

namespace {

void schedule(RunningService& running, const std::string& id, const std::string& starts_on,
              const std::string& ends_on, const std::string& said_on) {
    REQUIRE(running.tell("program/cptm", "practicum.scheduled", said_on,
                         {{"practicum", id},
                          {"starts_on", starts_on},
                          {"ends_on", ends_on},
                          {"format", "virtual"}}));
}

std::vector<std::string> ids(const service::Page& page) {
    std::vector<std::string> out;
    for (const Json& item : page.items) out.push_back(item["practicum"]);
    return out;
}

// Rules that begin on 2026-01-01, with a price.
void publish_second_version(RunningService& running) {
    const auto first = running->rules_version("cptm", 1, {}, kAdmin);
    REQUIRE(first);
    Json rules = first->body["rules"];
    rules["fees"]["registration"] = {{"amount", 200'000}, {"currency", "USD"}};
    rules["discounts"][0]["percent"] = 10;
    REQUIRE(running.tell("program/cptm", "program.published", "2025-12-01",
                         {{"name", "CPTM"},
                          {"issuer", "Training Industry"},
                          {"url", "https://example.org"},
                          {"timezone", "America/New_York"},
                          {"effective_from", "2026-01-01"},
                          {"rules", rules}},
                         kAdmin));
}

}  // namespace

TEST_CASE("the calendar is read page by page, and a cursor keeps both times", "[programs]") {
    RunningService running;
    running.open();
    schedule(running, "b", "2026-09-14", "2026-09-18", "2026-01-02");
    schedule(running, "c", "2026-11-16", "2026-11-20", "2026-01-02");
    schedule(running, "a", "2026-07-13", "2026-07-17", "2026-01-02");
    const auto first = running->practicums("cptm", {{}, {}, {std::nullopt, 2}}, kStaff);
    REQUIRE(first);
    CHECK(ids(*first) == std::vector<std::string>{"a", "b"});
    REQUIRE(first->next);
    schedule(running, "aa", "2026-08-10", "2026-08-14", "2026-01-03");
    REQUIRE(running.tell("program/cptm", "practicum.cancelled", "2026-05-01",
                         {{"practicum", "c"}, {"reason", "too few"}}));
    const auto second = running->practicums("cptm", {{}, {}, {first->next, 2}}, kStaff);
    REQUIRE(second);
    CHECK(ids(*second) == std::vector<std::string>{"c"});
    CHECK(second->items[0]["cancelled"] == false);
    CHECK_FALSE(second->next);
    const auto all = running->practicums("cptm", {}, holder("ada"));
    REQUIRE(all);
    CHECK(ids(*all) == std::vector<std::string>{"a", "aa", "b", "c"});
    CHECK(all->items[3]["cancelled"] == true);
}

TEST_CASE("the calendar is asked for from a day on, and at two times", "[programs]") {
    RunningService running;
    running.open();
    schedule(running, "a", "2026-07-13", "2026-07-17", "2026-01-02");
    const auto known = std::to_string(running.size() - 1);
    schedule(running, "b", "2026-09-14", "2026-09-18", "2026-01-02");
    CHECK(ids(*running->practicums("cptm", {{}, "2026-07-14", {}}, kStaff)) ==
          std::vector<std::string>{"b"});
    CHECK(ids(*running->practicums("cptm", {{}, "2026-07-13", {}}, kStaff)).size() == 2);
    CHECK(ids(*running->practicums("cptm", {{{}, known}, {}, {}}, kStaff)) ==
          std::vector<std::string>{"a"});
    const auto bad = running->practicums("cptm", {{}, "soon", {}}, kStaff);
    REQUIRE_FALSE(bad);
    CHECK(bad.error().code == ErrorCode::bad_parameter);
    CHECK(bad.error().pointer == "from");
    CHECK(running->practicums("none", {}, kStaff).error().code == ErrorCode::not_found);
}

TEST_CASE("a cursor of one list is refused by another", "[programs]") {
    RunningService running;
    running.open();
    schedule(running, "a", "2026-07-13", "2026-07-17", "2026-01-02");
    schedule(running, "b", "2026-09-14", "2026-09-18", "2026-01-02");
    const auto next = running->practicums("cptm", {{}, {}, {std::nullopt, 1}}, kStaff)->next;
    REQUIRE(next);
    const auto of_rules = running->rules("cptm", {}, {next, 1}, kStaff);
    REQUIRE_FALSE(of_rules);
    CHECK(of_rules.error().pointer == "cursor");
    CHECK_FALSE(running->practicums("cptm", {{}, {}, {"made-up", 1}}, kStaff));
    service::EventsQuery query;
    query.stream = stream("program/cptm");
    query.limit = 1;
    const auto events_next = running->events(query, kStaff)->next;
    REQUIRE(events_next);
    CHECK_FALSE(running->practicums("cptm", {{}, {}, {events_next, 1}}, kStaff));
}

TEST_CASE("each version of the rules is listed, and shown as it was published", "[programs]") {
    RunningService running;
    running.open();
    publish_second_version(running);
    const auto list = running->rules("cptm", {}, {}, holder("ada"));
    REQUIRE(list);
    REQUIRE(list->items.size() == 2);
    CHECK(list->items[0]["version"] == 1);
    CHECK(list->items[0]["effective_from"] == "2015-01-01");
    CHECK(list->items[0]["recorded_at"] == "2026-05-04T12:00:00.000Z");
    CHECK(list->items[1]["version"] == 2);
    CHECK(list->items[1]["on"] == "2025-12-01");
    CHECK(list->items[0]["digest"] != list->items[1]["digest"]);
    const auto second = running->rules_version("cptm", 2, {}, kStaff);
    REQUIRE(second);
    CHECK(second->version.value == 2);
    CHECK(second->body["rules"]["fees"]["registration"]["amount"] == 200'000);
    CHECK(second->body["digest"] == list->items[1]["digest"]);
    CHECK(second->body["name"] == "CPTM");
    const auto stored = running->event({list->items[1]["seq"].get<std::uint64_t>()}, kAdmin);
    CHECK(second->body["rules"].dump() == (*stored)["data"]["rules"].dump());
    for (const std::int64_t none : {0, 3, -1})
        CHECK(running->rules_version("cptm", none, {}, kStaff).error().code ==
              ErrorCode::not_found);
}

TEST_CASE("a version is there from the day it was published, as known since then", "[programs]") {
    RunningService running;
    running.open();
    const auto known = std::to_string(running.size() - 1);
    publish_second_version(running);
    CHECK(running->rules("cptm", {"2025-11-30", {}}, {}, kStaff)->items.size() == 1);
    CHECK(running->rules("cptm", {{}, known}, {}, kStaff)->items.size() == 1);
    CHECK_FALSE(running->rules_version("cptm", 2, {"2025-11-30", {}}, kStaff));
    CHECK_FALSE(running->rules_version("cptm", 2, {{}, known}, kStaff));
    const auto first = running->rules("cptm", {}, {std::nullopt, 1}, kStaff);
    REQUIRE(first->next);
    CHECK(running->rules("cptm", {}, {first->next, 1}, kStaff)->items[0]["version"] == 2);
}

TEST_CASE("a quote is by the rules in force and the organization's kind on the day", "[programs]") {
    RunningService running;
    running.open();
    publish_second_version(running);
    REQUIRE(
        running.create("organization/red", {{"name", "Red"}, {"kind", "company"}}, "2025-01-02"));
    REQUIRE(running.tell("organization/red", "organization.updated", "2026-03-01",
                         {{"kind", "nonprofit"}}));
    const auto ask = [&](const std::optional<std::string>& as_of, std::int64_t seats) {
        const auto state = running->quote("cptm", {{as_of, {}}, "red", seats}, kStaff);
        REQUIRE(state);
        return state->body;
    };
    const Json today = ask({}, 1);
    CHECK(today["program"] == "cptm");
    CHECK(today["rules_version"] == 2);
    CHECK(today["as_of"] == "2026-05-04");
    CHECK(today["seats"] == 1);
    CHECK(today["organization"] == "red");
    CHECK(today["items"][0]["amount"] == 200'000);
    CHECK(today["discount"]["percent"] == 10);
    CHECK(today["total"] == Json{{"amount", 180'000}, {"currency", "USD"}});
    CHECK(ask("2026-02-28", 1)["discount"].is_null());
    const Json group = ask("2026-02-28", 2);
    CHECK(group["discount"]["percent"].is_null());
    CHECK(group["total"].is_null());
    const Json old = ask("2025-12-31", 1);
    CHECK(old["rules_version"] == 1);
    CHECK(old["items"][0]["amount"].is_null());
    CHECK(ask("2027-01-01", 1)["projected"] == true);
}

TEST_CASE("a quote for nobody known, or of too many seats, is refused", "[programs]") {
    RunningService running;
    running.open();
    REQUIRE(
        running.create("organization/red", {{"name", "Red"}, {"kind", "company"}}, "2026-01-02"));
    const auto code = [&](const service::QuoteQuery& query, const service::Principal& who) {
        const auto state = running->quote("cptm", query, who);
        return state ? std::string("none") : code_name(state.error().code);
    };
    CHECK(code({{}, "blue", 1}, kStaff) == "unknown-organization");
    CHECK(code({{}, "Red!", 1}, kStaff) == "unknown-organization");
    CHECK(code({{"2026-01-01", {}}, "red", 1}, kStaff) == "unknown-organization");
    CHECK(code({{}, "red", 1}, holder("ada")) == "unknown-organization");
    CHECK(code({{}, {}, 1}, holder("ada")) == "none");
    CHECK(code({{}, {}, 0}, kStaff) == "bad-parameter");
    CHECK(code({{}, {}, 1001}, kStaff) == "bad-parameter");
    CHECK(code({{"2014-12-31", {}}, {}, 1}, kStaff) == "not-found");
}
