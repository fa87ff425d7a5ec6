// Which decisions no longer stand, and which nobody made.
#include "tools/auditing.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tools/event_listing.hpp"
#include "tools/following.hpp"
#include "tools/small_ledger.hpp"

using namespace recert;
using namespace recert::testing;
using tools::Audited;

namespace {

const tools::Progress kNoProgress = [](std::uint64_t, std::uint64_t) {};

Audited audited(const std::vector<std::string>& entries) {
    Listed listed(entries);
    tools::History history;
    const Status read = tools::follow(listed, history, {}, kNoProgress);
    if (!read) FAIL(read.error().message);
    return tools::audit(history, tools::settled_day(*history.last_recorded_at()));
}

std::string listed(const std::vector<std::string>& entries, const tools::EventQuestion& question) {
    Listed source(entries);
    std::ostringstream out;
    REQUIRE(tools::list_events(source, question, out, kNoProgress));
    return out.str();
}

const SmallLedger& small() {
    static const SmallLedger ledger;
    return ledger;
}

}  // namespace

TEST_CASE("a sound ledger has nothing to be decided again", "[audit]") {
    const Audited sound = audited(small().entries());
    CHECK(sound.findings.empty());
    CHECK(sound.credentials == 3);
    CHECK(sound.decisions == 3);
    CHECK(events::format_date(sound.as_of) == "2026-05-04");
}

TEST_CASE("a decision whose basis was voided is found, with the clause", "[audit]") {
    SmallLedger ledger;
    const Seq logged = ledger.seq_of("cpe.logged");
    const Seq renewal = ledger.seq_of("credential.renewed");
    ledger.open();
    REQUIRE(ledger.service().tell("credential/c1", "entry.voided", "",
                                  {{"seq", logged.value}, {"reason", "not theirs"}}));
    ledger.close();
    const Audited found = audited(ledger.entries());
    REQUIRE(found.findings.size() == 1);
    const tools::AuditFinding& finding = found.findings.front();
    CHECK(finding.kind == "unsupported");
    CHECK(finding.credential == "c1");
    CHECK(finding.decision == "credential.renewed");
    CHECK(finding.seq == renewal);
    CHECK(finding.rules_version == 1);
    REQUIRE(finding.clauses.size() == 1);
    CHECK_THAT(finding.clauses.front(), Catch::Contains("total") && Catch::Contains("24"));
    CHECK(examined(ledger.directory(), ledger.vkey()).fine());  // it was right when it was made
}

TEST_CASE("a decision that nobody made is found", "[audit]") {
    const Seq award = small().seq_of("credential.awarded");
    const auto until = [&](Seq end) {
        return std::vector<std::string>(
            small().entries().begin(),
            small().entries().begin() + static_cast<std::ptrdiff_t>(end.value));
    };
    const Audited found = audited(until(award));
    REQUIRE(found.findings.size() == 1);
    CHECK(found.findings.front().kind == "undecided");
    CHECK(found.findings.front().decision == "credential.awarded");
    CHECK(events::format_date(found.findings.front().on) == "2024-03-08");
    CHECK(audited(until(award.next())).findings.empty());
}

TEST_CASE("the day that is over everywhere is not the next one", "[audit]") {
    const auto day = [](const char* at) {
        return events::format_date(tools::settled_day(*events::parse_instant(at)));
    };
    CHECK(day("2026-05-04T11:59:59.999Z") == "2026-05-03");
    CHECK(day("2026-05-04T12:00:00Z") == "2026-05-04");
}

TEST_CASE("the events of a range, a stream, a program or an actor are told", "[replay]") {
    tools::EventQuestion question;
    question.format = tools::ListingFormat::ndjson;
    std::string all;
    for (const std::string& entry : small().entries()) all += entry + "\n";
    CHECK(listed(small().entries(), question) == all);
    const auto lines = [&](const tools::EventQuestion& asked) {
        const std::string text = listed(small().entries(), asked);
        return std::count(text.begin(), text.end(), '\n');
    };
    tools::EventQuestion narrow = question;
    narrow.from = Seq{5};
    narrow.to = Seq{9};
    CHECK(lines(narrow) == 5);
    narrow = question;
    narrow.known_at = Seq{9};
    CHECK(lines(narrow) == 10);
    narrow = question;
    narrow.stream = "holder/c2";
    CHECK(lines(narrow) == 1);
    narrow.stream = "holder/c9";
    CHECK(lines(narrow) == 0);
    narrow = question;
    narrow.as_of = events::parse_date("2024-03-07");
    narrow.stream = "credential/c1";
    CHECK(lines(narrow) == 11);  // registered, and ten modules
    narrow = question;
    narrow.program = "cptm";
    narrow.actor = "system";
    CHECK(lines(narrow) == 5);  // published, awarded twice, renewed, a fee assessed
}

TEST_CASE("how an event moved the standing of its credential is told", "[replay]") {
    tools::EventQuestion question;
    question.stream = "credential/c1";
    question.explain = true;
    const std::string text = listed(small().entries(), question);
    CHECK_THAT(text, Catch::Contains("candidate → active; valid until 2026-03-07"));
    CHECK_THAT(text, Catch::Contains("on 2025-05-02: active → active; total 0 → 24 of 24"));
    question.format = tools::ListingFormat::csv;
    const std::string csv = listed(small().entries(), question);
    CHECK_THAT(csv, Catch::StartsWith("seq,id,stream,version,type"));
    CHECK_THAT(csv, Catch::Contains(",candidate,active,"));
    question.format = tools::ListingFormat::ndjson;
    const std::string last = listed(small().entries(), question);
    const auto line = events::parse(std::string_view(last).substr(0, last.find('\n'))).value();
    CHECK(line["standing"]["before"].is_null());
    CHECK(line["standing"]["after"]["status"] == "candidate");
}
