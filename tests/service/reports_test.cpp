#include "service/reports.hpp"

#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;
using projections::Rows;

namespace {

const service::Principal kSponsor{service::Role::sponsor, "acme"};

struct Made {
    Rows rows;
    Json about;
    const projections::Report* report = nullptr;

    std::vector<std::string> column(std::string_view name) const {
        std::vector<std::string> out;
        for (std::size_t n = 0; n < report->columns.size(); ++n)
            if (report->columns[n].name == name)
                for (const auto& row : rows)
                    out.push_back(projections::text_of(row[n], report->columns[n].type));
        return out;
    }
};

Made made(RunningService& running, const service::ReportQuery& query,
          const service::Principal& who = kStaff) {
    auto begun = running->reports().begin(query, who);
    REQUIRE(begun);
    Made out;
    out.report = &(*begun)->report();
    for (;;) {
        auto rows = (*begun)->next();
        REQUIRE(rows);
        if (!*rows) break;
        for (auto& row : **rows) out.rows.push_back(std::move(row));
    }
    out.about = (*begun)->about();
    return out;
}

Error refused(RunningService& running, const service::ReportQuery& query,
              const service::Principal& who = kStaff) {
    const auto begun = running->reports().begin(query, who);
    REQUIRE_FALSE(begun);
    return begun.error();
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a report tells what was asked, what is known, and the totals of its rows",
          "[service][reports]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    running.candidate("bob");
    const Made all = made(running, {.name = "compliance", .when = {"2024-06-01", {}}});
    CHECK(all.column("credential") == Texts{"ada", "ada", "bob"});
    CHECK(all.column("name") == Texts{"Name of ada", "Name of ada", "Name of bob"});
    CHECK(all.about["report"] == "compliance");
    CHECK(all.about["as_of"] == "2024-06-01");
    CHECK(all.about["known_at"]["seq"] == running.size() - 1);
    CHECK(all.about["rows"] == 3);
    CHECK(all.about["credentials"] == 2);
    CHECK(all.about["filter"] == Json::object());
    CHECK(all.about["totals"][0].dump() == R"({"column":"status","count":2,"value":"active"})");
    const Json cptm = {{"program", "cptm"}, {"version", 1}};
    CHECK(std::count(all.about["rules"].begin(), all.about["rules"].end(), cptm) == 1);
}

TEST_CASE("a report as known before is the one that was made then", "[service][reports]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    const auto known = std::to_string(running.size() - 1);
    const service::ReportQuery then{.name = "transcript", .when = {"2024-06-01", known}};
    const Made before = made(running, then);
    REQUIRE(running.tell(
        "credential/ada", "cpe.logged", "2024-05-01",
        {{"activity", "a"}, {"title", "Late"}, {"completed_on", "2024-05-01"}, {"credit", 2}}));
    running.candidate("bob");
    const Made again = made(running, then);
    CHECK(before.rows == again.rows);
    CHECK(before.about["totals"] == again.about["totals"]);
    const Made now = made(running, {.name = "transcript", .when = {"2024-06-01", {}}});
    CHECK(now.column("title") == Texts{"Late"});
    CHECK(now.column("counted") == Texts{"2"});
    CHECK(now.column("leaf_hash")[0].size() == 64);
}

TEST_CASE("filters choose, and one that a report does not know is refused", "[service][reports]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    running.candidate("bob");
    const auto ids = [&](std::map<std::string, std::string> filters) {
        return made(running, {"compliance", {"2024-06-01", {}}, std::move(filters)})
            .column("credential");
    };
    CHECK(ids({{"holder", "bob"}}) == Texts{"bob"});
    CHECK(ids({{"credential", "ada"}}) == Texts{"ada", "ada"});
    CHECK(ids({{"credential", "nobody"}}).empty());
    CHECK(ids({{"program", "pmp"}}).empty());
    CHECK(ids({{"status", "candidate"}}) == Texts{"bob"});
    CHECK(ids({{"holder", "bob"}, {"credential", "ada"}}).empty());
    CHECK(refused(running, {"compliance", {}, {{"within", "3"}}}).pointer == "within");
    CHECK(refused(running, {"expiring", {}, {{"within", "many"}}}).pointer == "within");
    CHECK(refused(running, {"finance", {}, {{"from", "May"}}}).pointer == "from");
    CHECK(refused(running, {"compliance", {}, {{"status", "well"}}}).pointer == "status");
    CHECK(refused(running, {"events", {}, {{"stream", "x"}}}).pointer == "stream");
    CHECK(refused(running, {.name = "nothing"}).code == ErrorCode::not_found);
}

TEST_CASE("a report of entries has every one, with its place in the tree", "[service][reports]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    const Made all = made(running, {.name = "events"});
    CHECK(all.rows.size() == running.size());
    CHECK(all.about["rows"] == running.size());
    const Made some = made(
        running, {"events", {}, {{"stream", "credential/ada"}, {"type", "credential.awarded"}}});
    CHECK(some.column("source") == Texts{"system"});
}

TEST_CASE("who asks sees what they may read, and no names that are not theirs to see",
          "[service][reports]") {
    RunningService running;
    running.open();
    REQUIRE(
        running.create("organization/acme", {{"name", "Acme"}, {"kind", "company"}}, "2020-01-02"));
    running.candidate("bob");
    REQUIRE(running.create("credential/ada-c",
                           {{"program", "pmp"}, {"holder", "bob"}, {"organization", "acme"}},
                           "2024-02-01"));
    const service::ReportQuery team{.name = "team"};
    CHECK(made(running, team).column("name") == Texts{"Name of bob"});
    CHECK(made(running, team, kSponsor).rows.empty());
    REQUIRE(running.tell("holder/bob", "holder.preferred", {}, {{"share_with_sponsor", true}}));
    CHECK(made(running, team, kSponsor).column("holder") == Texts{"bob"});
    CHECK(made(running, team, kSponsor).column("name") == Texts{""});
    CHECK(made(running, team, {service::Role::sponsor, "other"}).rows.empty());
    CHECK(refused(running, {.name = "transcript"}, kSponsor).code == ErrorCode::forbidden);
    CHECK(made(running, team, holder("bob")).column("name") == Texts{"Name of bob"});
    CHECK(made(running, team, holder("eve")).rows.empty());
    CHECK(made(running, {"compliance", {}, {{"holder", "bob"}}}, holder("eve")).rows.empty());
    CHECK(refused(running, {.name = "annual"}, holder("bob")).code == ErrorCode::forbidden);
    const service::Principal lms{service::Role::integration, "lms", {}, {"cptm"}};
    CHECK(made(running, {.name = "compliance"}, lms).column("program") == Texts{"cptm"});
    CHECK(made(running, {.name = "compliance"}, lms).column("name") == Texts{""});
    CHECK(refused(running, {.name = "events"}, lms).code == ErrorCode::forbidden);
    const service::Principal provider{service::Role::provider, "pro"};
    CHECK(refused(running, team, provider).code == ErrorCode::forbidden);
    CHECK(running->reports().list(kStaff).size() == 11);
    CHECK(running->reports().list(kSponsor).size() == 1);
    running.reopen();  // writes what waits to be noted
    const auto noted = running->accesses({}, kAuditor);
    REQUIRE(noted);
    CHECK(std::any_of(noted->items.begin(), noted->items.end(),
                      [](const Json& item) { return item["read"] == "report/team"; }));
}

TEST_CASE("an erased person is in a report without a name", "[service][reports]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    REQUIRE(running.tell(
        "credential/ada", "cpe.logged", "2024-05-01",
        {{"activity", "a"}, {"title", "Gone"}, {"completed_on", "2024-05-01"}, {"credit", 2}}));
    const service::ReportQuery query{.name = "transcript"};
    CHECK(made(running, query).column("title") == Texts{"Gone"});
    REQUIRE(running->erase(
        appending("holder/ada", {draft("holder.erased", {{"reason", "asked to"}})}, kAdmin)));
    CHECK(made(running, query).column("title") == Texts{""});
    CHECK(made(running, query).column("name") == Texts{""});
}

TEST_CASE("a report stands on the first checkpoint that covers it", "[service][reports]") {
    RunningService running;
    running.open();
    const auto size = running.size();
    running.close();  // signs
    running.open();
    const service::ReportQuery query{.name = "events", .when = {{}, std::to_string(size - 1)}};
    const Json before = made(running, query).about;
    REQUIRE(before["checkpoint"].is_object());
    CHECK(before["checkpoint"]["size"] == size);
    running.candidate("bob");
    running.close();
    running.open();
    CHECK(made(running, query).about == before);
}
