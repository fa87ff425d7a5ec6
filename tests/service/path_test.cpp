#include <catch2/catch.hpp>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

Json cpe(const std::string& activity, const std::string& on, double credit) {
    return {{"activity", activity},
            {"title", "Webinar " + activity},
            {"completed_on", on},
            {"credit", credit}};
}

const Json kFee = {{"kind", "renewal"}, {"money", {{"amount", 19900}, {"currency", "USD"}}}};

}  // namespace

TEST_CASE("a candidate is awarded, renewed, and can be asked about on any day", "[service]") {
    RunningService running;
    running.open();
    const auto award = running.awarded("c1");
    REQUIRE(award);
    CHECK(types_of(*award) == std::vector<std::string>{"exam.passed", "credential.awarded"});
    const Json now = running.standing("c1", "2024-03-08");
    CHECK(now["status"] == "active");
    CHECK(now["certified_on"] == "2024-03-08");
    CHECK(now["valid_until"] == "2026-03-07");
    REQUIRE(running.tell("credential/c1", "cpe.logged", "2025-05-02", cpe("a", "2025-05-02", 24)));
    const auto renewal = running.tell("credential/c1", "fee.paid", "2026-02-01", kFee);
    REQUIRE(renewal);
    CHECK(types_of(*renewal) == std::vector<std::string>{"fee.paid", "credential.renewed"});
    CHECK(running.standing("c1")["valid_until"] == "2028-03-07");
    CHECK(running.standing("c1", "2024-02-01")["status"] == "candidate");
    CHECK(running.standing("c1", "2028-03-08")["status"] == "lapsed");
}

TEST_CASE("what follows an event names it as its cause and the rules as its actor", "[service]") {
    RunningService running;
    running.open();
    const auto award = running.awarded("c1");
    REQUIRE(award);
    const auto body = running->representation(*award, kStaff);
    REQUIRE(body);
    const Json& passed = (*body)["events"][0];
    const Json& awarded = (*body)["events"][1];
    CHECK(passed["actor"] == "staff:sue");
    CHECK_FALSE(passed.contains("cause"));
    CHECK(awarded["actor"] == "system");
    CHECK(awarded["cause"] == passed["seq"]);
    CHECK(awarded["version"] == passed["version"].get<int>() + 1);
    CHECK(awarded["data"]["number"].get<std::string>().substr(0, 5) == "CPTM-");
    CHECK((*body)["standing"]["number"] == awarded["data"]["number"]);
    CHECK((*body)["standing"]["version"] == award->version.value);
    CHECK((*body)["standing"]["known_at"]["seq"] == award->last.value);
}

TEST_CASE("an occurred_at is a day in the program's zone", "[service]") {
    RunningService running("2026-05-04T02:00:00Z");  // still the third in New York
    running.open();
    REQUIRE(running.awarded("c1"));
    const auto tomorrow =
        running.tell("credential/c1", "cpe.logged", "2026-05-04", cpe("a", "2026-05-03", 1));
    REQUIRE_FALSE(tomorrow);
    CHECK(tomorrow.error().code == ErrorCode::future_date);
    CHECK(tomorrow.error().pointer == "/occurred_at");
    CHECK(running.tell("credential/c1", "cpe.logged", "2026-05-03", cpe("a", "2026-05-03", 1)));
    CHECK(running.tell("credential/c1", "cpe.logged", "", cpe("b", "2026-05-03", 1)));
    CHECK_FALSE(running.tell("credential/c1", "cpe.logged", "", cpe("c", "2026-05-04", 1)));
    CHECK(running.tell("holder/c1", "holder.preferred", "2026-05-04", {{"reminders", true}}));
}

TEST_CASE("numbers of credentials differ", "[service]") {
    RunningService running;
    running.open();
    REQUIRE(running.awarded("c1"));
    REQUIRE(running.awarded("c2"));
    CHECK(running.standing("c1")["number"] != running.standing("c2")["number"]);
}
