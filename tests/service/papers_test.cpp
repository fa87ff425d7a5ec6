// Certificates and transcripts of a real ledger: whose name, which titles, who may, who did.
#include "service/papers.hpp"

#include <catch2/catch.hpp>

#include "ledger/hash.hpp"
#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;
using service::PaperQuery;

namespace {

Json cpe(const std::string& activity, const std::string& title) {
    return {
        {"activity", activity}, {"title", title}, {"completed_on", "2025-05-02"}, {"credit", 2}};
}

Json transcript(RunningService& running, const PaperQuery& query,
                const service::Principal& who = kStaff) {
    const auto told = running->papers().transcript(query, who);
    if (!told) FAIL(told.error().message);
    return told->body;
}

ErrorCode refused(RunningService& running, const PaperQuery& query, const service::Principal& who) {
    const auto certificate = running->papers().certificate(query, who);
    const auto told = running->papers().transcript(query, who);
    REQUIRE_FALSE(certificate);
    REQUIRE_FALSE(told);
    CHECK(certificate.error().code == told.error().code);
    return told.error().code;
}

void erase(RunningService& running, const std::string& id) {
    REQUIRE(running->erase(
        appending("holder/" + id, {draft("holder.erased", {{"reason", "asked to"}})}, kAdmin)));
}

}  // namespace

TEST_CASE("a certificate has the holder's name, as it was on the day", "[papers]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    REQUIRE(running.tell("holder/ada", "holder.updated", "2025-06-01", {{"name", "Ada Newname"}}));
    const auto now = running->papers().certificate({"ada"}, holder("ada"));
    REQUIRE(now);
    CHECK(now->holder == "Ada Newname");
    CHECK(now->certification.certified_on == events::parse_date("2024-03-08"));
    CHECK(now->certification.valid_until == events::parse_date("2026-03-07"));
    CHECK_FALSE(now->certification.number.empty());
    const auto then =
        running->papers().certificate({.credential = "ada", .when = {"2025-01-01", {}}}, kAuditor);
    REQUIRE(then);
    CHECK(then->holder == "Name of ada");
    CHECK(then->as_of == events::parse_date("2025-01-01"));
    CHECK(then->certification.status == projections::CredentialStatus::active);
}

TEST_CASE("a transcript has titles as amended, references, and what receipts prove", "[papers]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    const auto logged =
        running.tell("credential/ada", "cpe.logged", "2025-05-02", cpe("a", "Secret talk"));
    REQUIRE(logged);
    REQUIRE(running.tell("credential/ada", "fee.paid", "2025-06-02",
                         {{"kind", "renewal"},
                          {"money", {{"amount", 19900}, {"currency", "USD"}}},
                          {"reference", "INV-17"}}));
    const auto amended = running.tell("credential/ada", "cpe.amended", {},
                                      {{"activity", "a"}, {"title", "Better"}, {"reason", "r"}});
    REQUIRE(amended);
    const Json told = transcript(running, {"ada"}, holder("ada"));
    CHECK(told["holder"] == Json{{"id", "ada"}, {"name", "Name of ada"}});
    const Json& activity = told["cycles"][0]["activities"][0];
    CHECK(activity["title"] == "Better");
    CHECK(activity["recorded_at"] == "2026-05-04T12:00:00.000Z");
    const auto entry = running->entry(logged->first, kAdmin);
    REQUIRE(entry);
    CHECK(activity["entry"] == ledger::hex(ledger::bytes_of(ledger::leaf_hash(*entry))));
    CHECK(told["fees"][0]["entries"][0]["reference"] == "INV-17");
    CHECK(told["decisions"][0]["entry"].get<std::string>().size() == 64);
    const std::string known = std::to_string(amended->last.value - 1);
    const Json then = transcript(running, {.credential = "ada", .when = {{}, known}});
    CHECK(then["cycles"][0]["activities"][0]["title"] == "Secret talk");
    CHECK(then["known_at"]["seq"] == amended->last.value - 1);
}

TEST_CASE("papers are for the holder and for roles that read all", "[papers]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    CHECK(refused(running, {"ada"}, holder("bob")) == ErrorCode::not_found);
    CHECK(refused(running, {"nobody"}, kStaff) == ErrorCode::not_found);
    CHECK(refused(running, {"ada", 2}, kStaff) == ErrorCode::not_found);
    const service::Principal integration{service::Role::integration, "lms"};
    CHECK(refused(running, {"ada"}, integration) == ErrorCode::forbidden);
    CHECK(refused(running, {.credential = "ada", .when = {"yesterday", {}}}, kStaff) ==
          ErrorCode::bad_parameter);
    running.candidate("bob");
    CHECK(running->papers().certificate({"bob"}, kStaff).error().code == ErrorCode::not_awarded);
    CHECK(transcript(running, {"bob"})["status"] == "expired-candidate");
}

TEST_CASE("of an erased holder the record stands, and there is no certificate", "[papers]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    REQUIRE(running.tell("credential/ada", "cpe.logged", "2025-05-02", cpe("a", "Secret talk")));
    erase(running, "ada");
    CHECK(running->papers().certificate({"ada"}, kStaff).error().code == ErrorCode::holder_erased);
    const Json told = transcript(running, {"ada"});
    CHECK(told["holder"]["name"].is_null());
    CHECK(told["cycles"][0]["activities"][0]["title"].is_null());
    CHECK(told["cycles"][0]["activities"][0]["counted"] == 2);
}

TEST_CASE("who read somebody's papers is noted", "[papers]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("ada"));
    REQUIRE(running->papers().certificate({"ada"}, kStaff));
    REQUIRE(running->papers().transcript({"ada"}, kAuditor));
    REQUIRE(running->papers().transcript({"ada"}, holder("ada")));
    running.reopen();  // what waits is written then
    const auto noted = running->accesses({.holder = "ada"}, kAuditor);
    REQUIRE(noted);
    std::vector<std::string> read;
    for (const Json& each : noted->items) read.push_back(each["read"]);
    CHECK(read ==
          std::vector<std::string>{"credential/ada/transcript", "credential/ada/certificate"});
}
