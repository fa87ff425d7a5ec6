#include <catch2/catch.hpp>

#include "projections/reports/published_claims.hpp"
#include "projections/reports/totals.hpp"
#include "support/story.hpp"

using namespace recert;
using namespace recert::projections;
using events::Json;
using testing::Story;

namespace {

// Tells of one person, and titles by seq.
class Told : public Lookup {
    Result<PersonTold> person(const events::HolderId&) override {
        return PersonTold{"Ada", "ada@example.org", false};
    }
    Result<EntryTold> entry(Seq seq) override {
        return EntryTold{{}, "Title " + std::to_string(seq.value), "00"};
    }
};

struct Reported {
    const Report* report;
    Rows rows;
    Json claims;

    // A cell, as text.
    std::string at(std::size_t row, std::string_view column) const {
        for (std::size_t n = 0; n < report->columns.size(); ++n)
            if (report->columns[n].name == column)
                return text_of(rows.at(row).at(n), report->columns[n].type);
        FAIL("no column " << column);
        return {};
    }
};

Reported report(const Story& story, const std::string& name, ReportQuestion question) {
    Reported out{report_named(name), {}, {}};
    REQUIRE(out.report);
    const auto tabulation = out.report->begin();
    Told told;
    const std::string id = "c1";
    const Context context = story.context();
    REQUIRE(tabulation->take({id, story.record(), context, question}, told, out.rows));
    tabulation->finish(out.rows);
    out.claims = tabulation->claims();
    for (const Row& row : out.rows) CHECK(row.size() == out.report->columns.size());
    return out;
}

ReportQuestion on(const std::string& day) {
    ReportQuestion question;
    question.as_of = events::parse_date(day).value();
    return question;
}

}  // namespace

TEST_CASE("a number is written as it was meant", "[reports]") {
    CHECK(text_of(Decimal{550, 2}, CellType::number) == "5.5");
    CHECK(text_of(Decimal{2400, 2}, CellType::number) == "24");
    CHECK(text_of(Decimal{5, 2}, CellType::number) == "0.05");
    CHECK(text_of(Decimal{-5, 2}, CellType::number) == "-0.05");
    CHECK(text_of(Decimal{19900, 2}, CellType::money) == "199.00");
    CHECK(text_of(cell_of(events::Money{1500, {"JPY"}}), CellType::money) == "1500");
    CHECK(text_of(cell_of(events::Money{1500, {"KWD"}}), CellType::money) == "1.500");
    CHECK(json_of(Decimal{2400, 2}).dump() == "24");
    CHECK(json_of(Decimal{550, 2}).dump() == "5.5");
    CHECK_FALSE(percent(1, 0));
    CHECK(percent(2, 3) == Decimal{6667, 2});
}

TEST_CASE("totals are sums, money by currency, and counts by value", "[reports]") {
    const Columns columns = {{"status", CellType::text, "", Total::count},
                             {"hours", CellType::number, "", Total::sum},
                             {"paid", CellType::money, "", Total::sum},
                             {"currency", CellType::text, ""}};
    ControlTotals totals(columns);
    totals.add(row_of("active", events::Credit{150}, cell_of(events::Money{500, {"USD"}}), "USD"));
    totals.add(row_of("lapsed", events::Credit{25}, cell_of(events::Money{700, {"EUR"}}), "EUR"));
    totals.add(row_of("active", Cell(), cell_of(events::Money{100, {"USD"}}), "USD"));
    CHECK(totals.rows() == 3);
    CHECK(totals.json().dump() ==
          R"([{"column":"status","count":2,"value":"active"},)"
          R"({"column":"status","count":1,"value":"lapsed"},{"column":"hours","sum":1.75},)"
          R"({"column":"paid","currency":"EUR","sum":7},)"
          R"({"column":"paid","currency":"USD","sum":6}])");
}

TEST_CASE("every report has a name of its own, and columns that mean something", "[reports]") {
    CHECK(reports().size() == 11);
    for (const Report& each : reports()) {
        CHECK(report_named(each.name) == &each);
        for (const Column& column : each.columns) CHECK_FALSE(column.meaning.empty());
    }
    CHECK(report_named("nothing") == nullptr);
}

TEST_CASE("a transcript has each activity of each cycle, and what did not count", "[reports]") {
    Story story;
    story.awarded();
    story.log("a", "2020-05-04", 20);
    story.log("b", "2021-05-04", 4);
    story.pay("2021-06-01");
    story.log("c", "2022-05-04", 1);
    story.log("early", "2020-03-01", 1);
    const auto all = report(story, "transcript", on("2022-06-01"));
    REQUIRE(all.rows.size() == 4);
    CHECK(all.at(0, "activity") == "a");
    CHECK(all.at(0, "cycle") == "1");
    CHECK(all.at(0, "counted") == "20");
    CHECK(all.at(0, "title").starts_with("Title "));
    CHECK(all.at(2, "activity") == "c");
    CHECK(all.at(2, "cycle") == "2");
    CHECK(all.at(3, "activity") == "early");
    CHECK(all.at(3, "status") == "not-counted");
    CHECK(all.at(3, "reasons") == "outside-every-cycle");
    ReportQuestion some = on("2022-06-01");
    some.from = events::parse_date("2021-01-01");
    some.to = events::parse_date("2021-12-31");
    CHECK(report(story, "transcript", some).rows.size() == 1);
    CHECK(report(story, "transcript", on("2020-12-31")).rows.size() == 2);
}

TEST_CASE("compliance tells of each requirement, and how near the end is", "[reports]") {
    Story story;
    story.awarded();
    story.log("a", "2020-05-04", 18.5);
    const auto rows = report(story, "compliance", on("2022-02-20"));
    REQUIRE(rows.rows.size() == 2);
    CHECK(rows.at(0, "requirement") == "total");
    CHECK(rows.at(0, "required") == "24");
    CHECK(rows.at(0, "earned") == "18.5");
    CHECK(rows.at(0, "counted") == "18.5");
    CHECK(rows.at(0, "remaining") == "5.5");
    CHECK(rows.at(0, "met") == "false");
    CHECK(rows.at(0, "deadline") == "2022-03-05");
    CHECK(rows.at(0, "days_left") == "13");
    CHECK(rows.at(0, "risk") == "high");
    CHECK(rows.at(1, "kind") == "fee");
    CHECK(report(story, "compliance", on("2020-06-01")).at(0, "risk") == "low");
    CHECK(report(story, "compliance", on("2022-03-06")).at(0, "risk") == "overdue");
    CHECK(report(story, "compliance", on("2020-02-01")).at(0, "status") == "candidate");
    ReportQuestion lapsed = on("2022-02-20");
    lapsed.status = CredentialStatus::lapsed;
    CHECK(report(story, "compliance", lapsed).rows.empty());
}

TEST_CASE("what expires within so many days is told, with what is missing", "[reports]") {
    Story story;
    story.awarded();
    ReportQuestion question = on("2022-02-20");
    question.within = 12;
    CHECK(report(story, "expiring", question).rows.empty());
    question.within = 13;
    const auto soon = report(story, "expiring", question);
    REQUIRE(soon.rows.size() == 1);
    CHECK(soon.at(0, "window") == "30");
    CHECK(soon.at(0, "missing_credit") == "24");
    CHECK(soon.at(0, "fee_state") == "open");
    CHECK(soon.at(0, "email") == "ada@example.org");
    CHECK(report(story, "expiring", on("2022-03-06")).rows.empty());  // lapsed
}

TEST_CASE("fees are told one by one, and what is open stands with the assessment", "[reports]") {
    Story story;
    story.awarded();
    const Json money = {{"amount", 19900}, {"currency", "USD"}};
    REQUIRE(story.tell("fee.assessed", "2021-01-02",
                       {{"fee", "f1"}, {"kind", "renewal"}, {"money", money}}));
    const Json part = {{"amount", 5000}, {"currency", "USD"}};
    REQUIRE(story.tell("fee.paid", "2021-02-02",
                       {{"fee", "f1"}, {"kind", "renewal"}, {"money", part}}));
    const auto rows = report(story, "finance", on("2021-12-31"));
    REQUIRE(rows.rows.size() == 2);
    CHECK(rows.at(0, "entry") == "assessed");
    CHECK(rows.at(0, "assessed") == "199.00");
    CHECK(rows.at(0, "receivable") == "149.00");
    CHECK(rows.at(1, "entry") == "paid");
    CHECK(rows.at(1, "paid") == "50.00");
    CHECK(rows.at(1, "receivable").empty());
    CHECK(report(story, "finance", on("2021-01-31")).at(0, "receivable") == "199.00");
}

TEST_CASE("what was assessed anew is owed once", "[reports]") {
    Story story;
    story.awarded();
    const Json fee = {{"fee", "f1"}, {"kind", "renewal"}};
    REQUIRE(story.tell("fee.assessed", "2021-01-02", fee));
    Json stated = fee;
    stated["money"] = {{"amount", 19900}, {"currency", "USD"}};
    REQUIRE(story.tell("fee.assessed", "2021-01-05", stated));
    const auto rows = report(story, "finance", on("2021-12-31"));
    REQUIRE(rows.rows.size() == 2);
    CHECK(rows.at(0, "receivable").empty());
    CHECK(rows.at(1, "receivable") == "199.00");
    CHECK(rows.at(1, "currency") == "USD");
}

TEST_CASE("a funnel counts who came how far, and how long it took", "[reports]") {
    Story story;
    story.registered();
    const auto begun = report(story, "funnel", on("2020-02-01"));
    REQUIRE(begun.rows.size() == 1);
    CHECK(begun.at(0, "cohort") == "2020-01-01");
    CHECK(begun.at(0, "registered") == "1");
    CHECK(begun.at(0, "certified") == "0");
    CHECK(begun.at(0, "first_attempt_percent").empty());
    CHECK(begun.claims[0]["percent"].is_null());
    Story done;
    done.awarded();
    const auto passed = report(done, "funnel", on("2020-04-01"));
    CHECK(passed.at(0, "both_steps") == "1");
    CHECK(passed.at(0, "first_attempt_percent") == "100");
    CHECK(passed.at(0, "median_days_to_award") == "56");
    CHECK(passed.claims[0]["holds"] == true);
    CHECK(passed.claims[0]["of"] == 1);
}

TEST_CASE("the year's figures are those up to the day asked about", "[reports]") {
    Story story;
    story.awarded();
    const auto years = report(story, "annual", on("2022-03-10"));
    REQUIRE(years.rows.size() == 3);
    CHECK(years.at(0, "year") == "2020");
    CHECK(years.at(0, "applicants") == "1");
    CHECK(years.at(0, "certified") == "1");
    CHECK(years.at(0, "active") == "1");
    CHECK(years.at(2, "due") == "1");
    CHECK(years.at(2, "recertified") == "0");
    CHECK(years.at(2, "lapsed") == "1");
    CHECK(years.at(2, "active") == "0");
    CHECK(years.at(2, "period_ends_on") == "2022-03-10");
}

TEST_CASE("a roster has who is in a practicum, or whose activity names a provider", "[reports]") {
    Story story;
    story.awarded();
    story.log("a", "2020-05-04", 2, {{"provider", "pro"}});
    CHECK(report(story, "roster", on("2020-06-01")).rows.size() == 2);
    ReportQuestion practicum = on("2020-06-01");
    practicum.practicum = "p1";
    const auto in = report(story, "roster", practicum);
    REQUIRE(in.rows.size() == 1);
    CHECK(in.at(0, "status") == "attended");
    ReportQuestion provider = on("2020-06-01");
    provider.provider = "pro";
    const auto of = report(story, "roster", provider);
    REQUIRE(of.rows.size() == 1);
    CHECK(of.at(0, "credits") == "2");
    provider.provider = "other";
    CHECK(report(story, "roster", provider).rows.empty());
}

TEST_CASE("the extract for verifiers has a name by consent alone", "[reports]") {
    Story story;
    story.awarded();
    const auto row = report(story, "verification", on("2022-03-10"));
    REQUIRE(row.rows.size() == 1);
    CHECK(row.at(0, "name").empty());
    CHECK(row.at(0, "status") == "lapsed");
    CHECK(row.at(0, "status_since") == "2022-03-06");
    CHECK(row.at(0, "proof") == "/verify/" + row.at(0, "number"));
    CHECK(report(story, "verification", on("2020-02-01")).rows.empty());
}
