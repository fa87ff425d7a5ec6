#include "service/accesses.hpp"

#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using service::Accesses;
using service::AccessesQuery;
using service::Principal;
using service::Role;

namespace {

Principal anna_by(const std::string& grant) {
    Principal anna{Role::staff, "anna"};
    anna.grant = grant;
    return anna;
}

const Principal kAnna = anna_by("token/t1");

// What is in the list, as "actor read holder", newest first.
std::vector<std::string> told(const service::Page& page) {
    std::vector<std::string> lines;
    for (const auto& item : page.items)
        lines.push_back(item["actor"].get<std::string>() + ' ' + item["read"].get<std::string>() +
                        ' ' + item.value("holder", "-"));
    return lines;
}

using Lines = std::vector<std::string>;

class Noted {
  public:
    Noted() { open(); }
    void open() { accesses_ = Accesses::open(directory_.path(), clock).value(); }
    void close() { accesses_.reset(); }
    // All that waits is written when it is opened again.
    Lines all(const AccessesQuery& query = {}) {
        close();
        open();
        return told(accesses_->page(query).value());
    }
    Accesses* operator->() { return accesses_.get(); }

    ManualClock clock{"2026-05-04T12:00:00Z"};

  private:
    support::ScratchDirectory directory_;
    std::unique_ptr<Accesses> accesses_;
};

}  // namespace

TEST_CASE("who read of a holder is told newest first, by whom and by which grant", "[accesses]") {
    Noted noted;
    REQUIRE(noted->note(kAnna, "credential/c1", "ada"));
    REQUIRE(noted->note(kAuditor, "holder/bob", "bob"));
    REQUIRE(noted->note(kAuditor, "ledger", ""));
    CHECK(noted.all() == Lines{"auditor:otto ledger -", "auditor:otto holder/bob bob",
                               "staff:anna credential/c1 ada"});
    CHECK(noted.all({.holder = "ada"}) ==
          Lines{"auditor:otto ledger -", "staff:anna credential/c1 ada"});
    CHECK(noted.all({.holder = "ada", .actor = "staff:anna"}) ==
          Lines{"staff:anna credential/c1 ada"});
    const auto first = noted->page({.holder = "ada", .actor = "staff:anna"}).value().items.front();
    CHECK(first["grant"] == "token/t1");
    CHECK(first["at"] == "2026-05-04T12:00:00.000Z");
    CHECK(first["access"] == 0);
}

TEST_CASE("what a holder reads of themselves is no access", "[accesses]") {
    Noted noted;
    REQUIRE(noted->note(holder("ada"), "credential/c1", "ada"));
    CHECK(noted.all().empty());
}

TEST_CASE("the same read is told once a minute, another at once", "[accesses]") {
    Noted noted;
    REQUIRE(noted->note(kAnna, "credential/c1", "ada"));
    REQUIRE(noted->note(kAnna, "credential/c1", "ada"));
    REQUIRE(noted->note(anna_by("token/t2"), "credential/c1", "ada"));
    noted.clock.set("2026-05-04T12:01:00Z");
    REQUIRE(noted->note(kAnna, "credential/c1", "ada"));
    CHECK(noted.all().size() == 3);
}

TEST_CASE("a list of accesses goes on where its page ended", "[accesses]") {
    Noted noted;
    for (int i = 0; i < 7; ++i)
        REQUIRE(noted->note(kAnna, "credential/c" + std::to_string(i), i % 2 == 0 ? "ada" : ""));
    const AccessesQuery whole{.holder = "ada"};
    const Lines all = noted.all(whole);
    REQUIRE(all.size() == 7);
    Lines paged;
    AccessesQuery query = whole;
    query.paging.limit = 2;
    do {
        const auto page = noted->page(query).value();
        for (const auto& line : told(page)) paged.push_back(line);
        query.paging.cursor = page.next;
    } while (query.paging.cursor);
    CHECK(paged == all);
    query.holder = "bob";
    query.paging.cursor = noted->page({.holder = "ada", .paging = {{}, 1}}).value().next;
    CHECK(noted->page(query).error().code == ErrorCode::bad_parameter);
}

TEST_CASE("a service notes who reads of a holder, whichever way", "[accesses]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    REQUIRE(running->state(stream("credential/ada"), {}, kAnna));
    REQUIRE(running->state(stream("credential/ada"), {}, holder("ada")));
    service::EventsQuery history;
    history.stream = stream("holder/ada");
    REQUIRE(running->events(history, kAuditor));
    REQUIRE(running->list({.kind = events::StreamKind::credential, .holder = "ada"}, kStaff));
    REQUIRE(running->state(stream("program/cptm"), {}, kStaff));
    CHECK_FALSE(running->state(stream("credential/nobody"), {}, kStaff));
    running.reopen();
    const auto page = running->accesses({.holder = "ada"}, holder("ada"));
    REQUIRE(page);
    CHECK(told(*page) == Lines{"staff:sue credentials ada", "auditor:otto holder/ada ada",
                               "staff:anna credential/ada ada"});
}

TEST_CASE("accesses are for auditors, and a holder's own for the holder", "[accesses]") {
    RunningService running;
    running.open();
    CHECK(running->accesses({}, kAuditor));
    CHECK(running->accesses({.holder = "ada"}, kAdmin));
    CHECK(running->accesses({.holder = "ada"}, kStaff).error().code == ErrorCode::forbidden);
    CHECK(running->accesses({}, holder("ada")).error().code == ErrorCode::forbidden);
    CHECK(running->accesses({.holder = "bob"}, holder("ada")).error().code == ErrorCode::not_found);
}
