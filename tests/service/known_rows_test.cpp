#include "service/known_rows.hpp"

#include <catch2/catch.hpp>

#include "service/running_service.hpp"
#include "support/agreement.hpp"
#include "support/story.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

constexpr const char* kDays[] = {"2024-01-10", "2024-03-08", "2024-09-08", "2024-09-09",
                                 "2024-12-01", "2026-03-08", "2026-05-08", "2028-03-08"};

// The status a row gives for a day; empty before the first.
std::string status_on(const Json& row, const std::string& day) {
    std::string status;
    for (const Json& turn : row["timeline"])
        if (turn[0] <= day) status = turn[1];
    return status;
}

// What the row says and what the standing says, as known then, on some days.
void check_agreement(RunningService& running, const ledger::Reader& reader,
                     service::RecordCache& cache, const std::string& id, Seq known) {
    const auto build = views::live_build(reader);
    REQUIRE(build);
    const auto row = service::KnownRows(reader, *build, cache, known).of(id);
    REQUIRE(row);
    for (const auto* day : kDays) {
        const auto state =
            running->state(stream("credential/" + id), {day, std::to_string(known.value)}, kStaff);
        const std::string status = *row ? status_on((*row)->row, day) : "";
        INFO(id << " on " << day << " as known at " << known.value << ": " << status);
        REQUIRE(state.has_value() == !status.empty());
        if (state) CHECK(state->body["status"] == status);
    }
}

void reschedule(RunningService& running, const std::string& ends_on) {
    REQUIRE(running.tell("program/cptm", "practicum.rescheduled", "2024-01-15",
                         {{"practicum", "p-2024"},
                          {"starts_on", "2024-03-04"},
                          {"ends_on", ends_on},
                          {"reason", "snow"}}));
}

void publish(RunningService& running, int hours, const std::string& grace) {
    Json published = Story::built_in("cptm");
    published["rules"]["requirements"][0]["min"] = hours;
    published["rules"]["stages"] = {{{"after", grace}, {"status", "lapsed"}}};
    REQUIRE(running.tell("program/cptm", "program.published", "", published, kAdmin));
}

}  // namespace

TEST_CASE("rows and standings agree as known at every entry, whatever the program told",
          "[register]") {
    RunningService running;
    running.open();
    running.candidate("c1");
    REQUIRE(running.awarded("c2"));
    REQUIRE(running.tell(
        "credential/c2", "cpe.logged", "2025-05-02",
        {{"activity", "a"}, {"title", "T"}, {"completed_on", "2025-05-02"}, {"credit", 12}}));
    REQUIRE(
        running.tell("credential/c2", "fee.paid", "2025-12-01",
                     {{"kind", "renewal"}, {"money", {{"amount", 19900}, {"currency", "USD"}}}}));
    reschedule(running, "2024-06-28");
    const auto rescheduled = running.size() - 1;
    REQUIRE(running.tell("credential/c1", "exam.extended", "2024-12-05",
                         {{"until", "2025-02-01"}, {"reason", "illness"}}));
    publish(running, 24, "P2M");
    REQUIRE(running->settle());
    publish(running, 12, "P2M");
    REQUIRE(running->settle());
    reschedule(running, "2024-03-29");
    REQUIRE(running.tell("program/cptm", "entry.voided", "",
                         {{"seq", rescheduled}, {"reason", "another practicum was meant"}}));
    running.candidate("c3");
    const auto reader = ledger::Reader::open(running.options.data);
    REQUIRE(reader);
    service::RecordCache cache;
    for (Seq known{}; known < reader->size().next(); known = known.next())
        for (const auto* id : {"c1", "c2", "c3", "nobody"})
            check_agreement(running, *reader, cache, id, known);
    CHECK(disagreements(*running, {.moments = 300, .credentials = 3}) ==
          std::vector<std::string>());
}

TEST_CASE("a list by status finds who was judged while its practicum was scheduled no more",
          "[list]") {
    RunningService running;
    running.open();
    const auto scheduled = running.size();
    running.candidate("c1");
    REQUIRE(running.tell("program/cptm", "entry.voided", "2024-01-15",
                         {{"seq", scheduled}, {"reason", "a slip"}}));
    // Judged between: its row knows of no dates.
    REQUIRE(running.tell("credential/c1", "module.completed", "2024-02-20", {{"module", 1}}));
    REQUIRE(running.tell("program/cptm", "practicum.scheduled", "2024-02-21",
                         {{"practicum", "p-2024"},
                          {"starts_on", "2024-05-06"},
                          {"ends_on", "2024-05-10"},
                          {"format", "virtual"}}));
    const std::string past = "2024-12-01";  // the exam closed on 2024-11-10
    CHECK(running.standing("c1", past)["status"] == "expired-candidate");
    service::ListQuery query{.kind = events::StreamKind::credential, .when = {past, {}}};
    query.status = "expired-candidate";
    const auto listed = running->list(query, kStaff);
    REQUIRE(listed);
    REQUIRE(listed->items.size() == 1);
    CHECK(listed->items[0]["id"] == "c1");
}
