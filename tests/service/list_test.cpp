#include <algorithm>
#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;
using events::StreamKind;
using service::ListQuery;
using service::Page;

namespace {

using Ids = std::vector<std::string>;

ListQuery credentials(const std::string& as_of) {
    return {.kind = StreamKind::credential, .when = {as_of, {}}};
}

Ids ids_of(const Page& page) {
    Ids ids;
    for (const Json& item : page.items) ids.push_back(item["id"]);
    return ids;
}

// All pages, in order of ids.
Ids all_ids(RunningService& running, ListQuery query, const service::Principal& who = kStaff) {
    Ids ids;
    for (;;) {
        const auto page = running->list(query, who);
        REQUIRE(page);
        REQUIRE(page->items.size() <= query.paging.limit);
        const Ids more = ids_of(*page);
        ids.insert(ids.end(), more.begin(), more.end());
        if (!page->next) break;
        query.paging.cursor = page->next;
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

ErrorCode refusal(RunningService& running, const ListQuery& query, const std::string& parameter,
                  const service::Principal& who = kStaff) {
    const auto page = running->list(query, who);
    REQUIRE_FALSE(page);
    CHECK(page.error().pointer == parameter);
    return page.error().code;
}

// c1 and c3 certified on 2024-03-08, c2 a candidate whose exam closes on 2024-09-08.
void three(RunningService& running) {
    running.open();
    REQUIRE(running.awarded("c1"));
    running.candidate("c2");
    REQUIRE(running.awarded("c3"));
}

ListQuery with_status(const std::string& status, const std::string& as_of) {
    auto query = credentials(as_of);
    query.status = status;
    return query;
}

}  // namespace

TEST_CASE("credentials are listed by status as of a day", "[list]") {
    RunningService running;
    three(running);
    CHECK(all_ids(running, with_status("candidate", "2024-01-09")).empty());
    CHECK(all_ids(running, with_status("candidate", "2024-01-10")) == Ids{"c1", "c2", "c3"});
    CHECK(all_ids(running, with_status("candidate", "2024-03-08")) == Ids{"c2"});
    CHECK(all_ids(running, with_status("active", "2024-03-08")) == Ids{"c1", "c3"});
    CHECK(all_ids(running, with_status("active", "2026-03-07")) == Ids{"c1", "c3"});
    CHECK(all_ids(running, with_status("active", "2026-03-08")).empty());
    CHECK(all_ids(running, with_status("lapsed", "2026-03-08")) == Ids{"c1", "c3"});
    CHECK(all_ids(running, with_status("lapsed", "2190-01-01")) == Ids{"c1", "c3"});
    CHECK(all_ids(running, with_status("expired-candidate", "2025-01-01")) == Ids{"c2"});
    CHECK(all_ids(running, credentials("2024-01-09")).empty());
    CHECK(all_ids(running, credentials("2024-02-01")) == Ids{"c1", "c2", "c3"});
}

TEST_CASE("a list by status finds, page by page, those whom their program moved", "[list]") {
    RunningService running;
    three(running);
    running.candidate("c4");
    REQUIRE(running.tell("program/cptm", "practicum.rescheduled", "2024-01-15",
                         {{"practicum", "p-2024"},
                          {"starts_on", "2024-09-02"},
                          {"ends_on", "2024-09-06"},
                          {"reason", "snow"}}));
    for (const std::size_t limit : {1, 2, 100}) {
        auto candidates = with_status("candidate", "2024-11-01");
        candidates.paging.limit = limit;
        CHECK(all_ids(running, candidates) == Ids{"c2", "c4"});
        candidates.status = "expired-candidate";
        CHECK(all_ids(running, candidates).empty());
        candidates.when.known_at = std::to_string(running.size() - 2);
        CHECK(all_ids(running, candidates) == Ids{"c2", "c4"});
    }
}

TEST_CASE("a list knows no more than was known", "[list]") {
    RunningService running;
    running.open();
    running.candidate("c1");
    const auto before = std::to_string(running.size() - 1);
    REQUIRE(running.awarded("c2"));
    auto then = with_status("active", "2024-06-01");
    CHECK(all_ids(running, then) == Ids{"c2"});
    then.when.known_at = before;
    CHECK(all_ids(running, then).empty());
    then.status = "candidate";
    CHECK(all_ids(running, then) == Ids{"c1"});
    const auto page = running->list(then, kStaff);
    CHECK(page->about["known_at"]["seq"] == std::stoull(before));
    then.when.known_at = "2020-01-01T00:00:00Z";
    const auto nothing = running->list(then, kStaff);
    REQUIRE(nothing);
    CHECK(nothing->items.empty());
    CHECK(nothing->about["known_at"].is_null());
}

TEST_CASE("a list shows the standing in short form", "[list]") {
    RunningService running;
    three(running);
    auto query = credentials("2025-01-01");
    query.holder = "c1";
    const auto page = running->list(query, kStaff);
    REQUIRE(page);
    REQUIRE(page->items.size() == 1);
    const Json standing = running.standing("c1", "2025-01-01");
    for (const char* same : {"id", "version", "program", "holder", "organization", "status",
                             "number", "certified_on", "valid_until"})
        CHECK(page->items[0][same] == standing[same]);
    CHECK(page->items[0]["cycle"].dump() ==
          R"({"ends_on":"2026-03-07","number":1,"starts_on":"2024-03-08"})");
    CHECK(page->about["as_of"] == "2025-01-01");
    CHECK(page->about["known_at"] == standing["known_at"]);
    CHECK_FALSE(page->about.contains("projected"));
    CHECK(running->list(credentials("2027-01-01"), kStaff)->about["projected"] == true);
}

TEST_CASE("filters narrow a list together", "[list]") {
    RunningService running;
    three(running);
    REQUIRE(
        running.create("organization/acme", {{"name", "Acme"}, {"kind", "company"}}, "2023-01-02"));
    REQUIRE(running.create(
        "credential/c9",
        {{"program", "cptm"}, {"holder", "c2"}, {"organization", "acme"}, {"practicum", "p-2024"}},
        "2024-01-10"));
    auto query = credentials("2025-01-01");
    query.program = "cptm";
    CHECK(all_ids(running, query) == Ids{"c1", "c2", "c3", "c9"});
    query.holder = "c2";
    CHECK(all_ids(running, query) == Ids{"c2", "c9"});
    query.organization = "acme";
    CHECK(all_ids(running, query) == Ids{"c9"});
    query.status = "active";
    CHECK(all_ids(running, query).empty());
    auto ending = credentials("2025-01-01");
    ending.ends_before = "2026-03-07";
    CHECK(all_ids(running, ending).empty());
    ending.ends_before = "2026-03-08";
    CHECK(all_ids(running, ending) == Ids{"c1", "c3"});
    ending.status = "active";
    ending.paging.limit = 1;
    CHECK(all_ids(running, ending) == Ids{"c1", "c3"});
    auto unknown = credentials("2025-01-01");
    unknown.holder = "nobody";
    CHECK(all_ids(running, unknown).empty());
}

TEST_CASE("a cursor keeps the day, what was known, and the filters", "[list]") {
    RunningService running;
    three(running);
    auto query = with_status("lapsed", "2026-03-08");
    query.paging.limit = 1;
    const auto first = running->list(query, kStaff);
    REQUIRE(first->next);
    running.clock().set("2026-05-09T12:00:00Z");
    for (const char* late : {"c1", "c3"})
        REQUIRE(running.tell(
            "credential/" + std::string(late), "cpe.logged", "2026-03-01",
            {{"activity", "a"}, {"title", "T"}, {"completed_on", "2026-03-01"}, {"credit", 24}}));
    for (const char* late : {"c1", "c3"})
        REQUIRE(
            running.tell("credential/" + std::string(late), "fee.paid", "2026-03-01",
                         {{"kind", "renewal"}, {"money", {{"amount", 1}, {"currency", "USD"}}}}));
    CHECK(all_ids(running, query).empty());
    ListQuery next{.kind = StreamKind::credential};
    next.paging = {first->next, 5};
    const auto second = running->list(next, kStaff);
    REQUIRE(second);
    CHECK(second->items.size() == 1);
    CHECK(second->items[0]["id"] != first->items[0]["id"]);
    CHECK(second->items[0]["status"] == "lapsed");
    CHECK(second->about == first->about);
    next.status = "active";
    CHECK(refusal(running, next, "cursor") == ErrorCode::bad_parameter);
    next.status = "lapsed";
    CHECK(running->list(next, kStaff));
    next.when.as_of = "2026-03-09";
    CHECK(refusal(running, next, "cursor") == ErrorCode::bad_parameter);
    next.when.as_of.reset();
    next.kind = StreamKind::holder;
    next.status.reset();
    CHECK(refusal(running, next, "cursor") == ErrorCode::bad_parameter);
    next.paging.cursor = "made-up";
    CHECK(refusal(running, next, "cursor") == ErrorCode::bad_parameter);
}

TEST_CASE("what cannot be asked for is refused with the parameter's name", "[list]") {
    RunningService running;
    three(running);
    CHECK(refusal(running, with_status("happy", "2025-01-01"), "status") ==
          ErrorCode::bad_parameter);
    CHECK(refusal(running, credentials("2025-02-30"), "as_of") == ErrorCode::bad_parameter);
    auto query = credentials("2025-01-01");
    query.program = "nothing";
    CHECK(refusal(running, query, "program") == ErrorCode::bad_parameter);
    query.program = "cptm";
    query.when.known_at = "99999";
    CHECK(refusal(running, query, "known_at") == ErrorCode::bad_parameter);
    query.when.known_at.reset();
    query.ends_before = "soon";
    CHECK(refusal(running, query, "ends_before") == ErrorCode::bad_parameter);
    query.ends_before.reset();
    query.holder = "No Id";
    CHECK(refusal(running, query, "holder") == ErrorCode::bad_parameter);
    query.holder.reset();
    query.paging.limit = 1'001;
    CHECK(refusal(running, query, "limit") == ErrorCode::bad_parameter);
}

TEST_CASE("a reader's lists hold what the reader may know of", "[list]") {
    RunningService running;
    three(running);
    REQUIRE(
        running.create("organization/acme", {{"name", "Acme"}, {"kind", "company"}}, "2023-01-02"));
    CHECK(all_ids(running, credentials("2025-01-01"), holder("c1")) == Ids{"c1"});
    CHECK(all_ids(running, with_status("active", "2025-01-01"), holder("c2")).empty());
    auto of_another = credentials("2025-01-01");
    of_another.holder = "c3";
    CHECK(all_ids(running, of_another, holder("c1")).empty());
    const service::Principal cptm{service::Role::integration, "lms", {}, {"cptm"}};
    const service::Principal other{service::Role::integration, "lms", {}, {"pmp"}};
    CHECK(all_ids(running, credentials("2025-01-01"), cptm).size() == 3);
    CHECK(all_ids(running, credentials("2025-01-01"), other).empty());
    auto by_holder = credentials("2025-01-01");
    by_holder.holder = "c1";
    CHECK(all_ids(running, by_holder, other).empty());
    auto forbidden = credentials("2025-01-01");
    forbidden.program = "cptm";
    CHECK(refusal(running, forbidden, "program", other) == ErrorCode::forbidden);
    CHECK(all_ids(running, {.kind = StreamKind::holder}, holder("c1")) == Ids{"c1"});
    CHECK(all_ids(running, {.kind = StreamKind::organization}, holder("c1")).empty());
    CHECK(all_ids(running, {.kind = StreamKind::program}, holder("c1")) ==
          all_ids(running, {.kind = StreamKind::program}));
}

TEST_CASE("programs, holders and organizations are listed in short form", "[list]") {
    RunningService running;
    three(running);
    REQUIRE(
        running.create("organization/acme", {{"name", "Acme"}, {"kind", "company"}}, "2024-01-02"));
    ListQuery query{.kind = StreamKind::holder};
    query.paging.limit = 2;
    CHECK(all_ids(running, query) == Ids{"c1", "c2", "c3"});
    const auto people = running->list(query, kStaff);
    CHECK(people->items[0].dump() == R"({"id":"c1","name":"Name of c1","version":1})");
    CHECK(people->next);
    query.when.as_of = "2023-01-01";
    CHECK(all_ids(running, query).empty());
    ListQuery teams{.kind = StreamKind::organization};
    CHECK(running->list(teams, kStaff)->items[0].dump() ==
          R"({"id":"acme","kind":"company","name":"Acme","version":1})");
    teams.when.as_of = "2024-01-01";
    CHECK(running->list(teams, kStaff)->items.empty());
    const auto programs = running->list({.kind = StreamKind::program}, kStaff);
    const auto cptm = std::find_if(programs->items.begin(), programs->items.end(),
                                   [](const Json& item) { return item["id"] == "cptm"; });
    REQUIRE(cptm != programs->items.end());
    CHECK((*cptm)["rules_version"] == 1);
    CHECK((*cptm)["timezone"] == "America/New_York");
    CHECK((*cptm)["name"].is_string());
}

TEST_CASE("without a day a list is of today where its programs are", "[list]") {
    RunningService running("2026-05-05T02:00:00Z");  // still the fourth in New York
    three(running);
    CHECK(running->list({.kind = StreamKind::credential}, kStaff)->about["as_of"] == "2026-05-04");
    CHECK(running->list({.kind = StreamKind::holder}, kStaff)->about["as_of"] == "2026-05-05");
}
