#include "views/register.hpp"

#include <catch2/catch.hpp>

#include "service/opened_ledger.hpp"
#include "service/rebuild.hpp"
#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using namespace recert::service;
using events::Json;

namespace {

void some_history(RunningService& running) {
    REQUIRE(running.awarded("c1"));
    running.candidate("c2");
    REQUIRE(running.tell(
        "credential/c1", "cpe.logged", "2025-05-02",
        {{"activity", "a"}, {"title", "T"}, {"completed_on", "2025-05-02"}, {"credit", 24}}));
    REQUIRE(running.tell("program/cptm", "practicum.rescheduled", "2024-01-15",
                         {{"practicum", "p-2024"},
                          {"starts_on", "2024-03-05"},
                          {"ends_on", "2024-03-08"},
                          {"reason", "snow"}}));
    REQUIRE(
        running.tell("credential/c1", "fee.paid", "2026-02-01",
                     {{"kind", "renewal"}, {"money", {{"amount", 19900}, {"currency", "USD"}}}}));
    REQUIRE(running.awarded("c3"));
}

OpenedLedger opened(const RunningService& running) {
    auto ledger = open_ledger({running.options.data, running.options.origin, false});
    if (!ledger) FAIL(ledger.error().message);
    return std::move(*ledger);
}

Result<Rebuilt> rebuilt(const RunningService& running) {
    const auto ledger = opened(running);
    return rebuild_register(*ledger.log, [](std::uint64_t, std::uint64_t) { return true; });
}

}  // namespace

TEST_CASE("the register has a row for each change of a credential", "[register]") {
    RunningService running;
    running.open();
    some_history(running);
    const std::string number = running.standing("c1")["number"];
    running.close();
    const auto reader = ledger::Reader::open(running.options.data);
    REQUIRE(reader);
    std::vector<Json> rows;
    REQUIRE(reader->visit_views(views::credential_prefix(views::Build{1}, "c1"), {},
                                [&](std::string_view, std::string_view value) {
                                    rows.push_back(events::parse(value).value());
                                    return true;
                                }));
    REQUIRE(rows.size() >= 3);
    CHECK(rows.front()["timeline"][0][1] == "candidate");
    CHECK(rows.back()["awards"].dump() == R"([["2024-03-08",")" + number + R"("]])");
    CHECK(rows.back()["cycles"].back()[3] == "2028-03-07");
    CHECK(rows.back()["holder"] == "c1");
    CHECK(std::adjacent_find(rows.begin(), rows.end()) == rows.end());
    const auto owner = reader->view(views::number_key(views::Build{1}, number));
    REQUIRE(owner);
    CHECK(*owner == "c1");
}

TEST_CASE("the digest of the rebuilt register is that of the live one", "[register]") {
    RunningService running;
    running.open();
    some_history(running);
    const auto size = running.size();
    running.close();
    const auto first = rebuilt(running);
    REQUIRE(first);
    CHECK(first->same());
    CHECK(first->events == size);
    CHECK(first->rows > 6);
    CHECK(first->build.number == 2);
    running.open();
    REQUIRE(running.awarded("c4"));
    running.close();
    const auto second = rebuilt(running);
    REQUIRE(second);
    CHECK(second->same());
    CHECK(second->build.number == 3);
    CHECK(second->live != first->live);
}

TEST_CASE("one altered byte of the register is noticed, and mended by a rebuild", "[register]") {
    RunningService running;
    running.open();
    some_history(running);
    running.close();
    {
        const auto ledger = opened(running);
        std::string key;
        std::string row;
        REQUIRE(
            ledger.log->reader()->visit_views(views::credential_prefix(views::Build{1}, "c1"), {},
                                              [&](std::string_view found, std::string_view value) {
                                                  key = found;
                                                  row = value;
                                                  return false;
                                              }));
        row.back() = static_cast<char>(row.back() ^ 1);
        const std::vector<ledger::ViewChange> altered = {{key, row}};
        REQUIRE(ledger.log->change_views(altered));
    }
    CHECK_FALSE(rebuilt(running)->same());
    CHECK(rebuilt(running)->same());
}

TEST_CASE("a rebuild that was cut short is begun anew", "[register]") {
    RunningService running;
    running.open();
    some_history(running);
    running.close();
    {
        const auto ledger = opened(running);
        const std::vector<ledger::ViewChange> left = {
            {views::row_key(views::Build{2}, "c9", {7}), "half"}};
        REQUIRE(ledger.log->change_views(left));
    }
    CHECK(rebuilt(running)->same());
}
