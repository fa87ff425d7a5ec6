#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace recert;
using events::Json;
using testing::find;
using testing::Story;

namespace {

void log(Story& story, const std::string& activity, const std::string& on, const Json& credit) {
    REQUIRE(story.tell(
        "cpe.logged", on,
        {{"activity", activity}, {"title", "T"}, {"completed_on", on}, {"credit", credit}}));
}

void pay(Story& story, const std::string& on, int amount = 19900) {
    REQUIRE(
        story.tell("fee.paid", on,
                   {{"kind", "renewal"}, {"money", {{"amount", amount}, {"currency", "USD"}}}}));
}

}  // namespace

TEST_CASE("a candidate is told what is still to do", "[standing]") {
    Story story;
    story.registered();
    REQUIRE(story.tell("module.completed", "2020-02-01", {{"module", 1}}));
    const Json standing = story.standing("2020-02-01");
    CHECK(standing["status"] == "candidate");
    CHECK(standing["cycle"].is_null());
    CHECK(standing["valid_until"].is_null());
    CHECK(standing["path"][0] ==
          Json{{"step", "modules"}, {"required", 10}, {"done", 1}, {"met", false}});
    CHECK(standing["missing"] ==
          Json{"9 more modules", "the practicum p1", "a pass in the exam by 6 September 2020"});
    CHECK(standing["deadlines"][0] == Json{{"on", "2020-03-02"}, {"what", "practicum-starts"}});
}

TEST_CASE("the exam's window closes on a candidate six months after the practicum", "[standing]") {
    Story story;
    story.registered();
    CHECK(story.standing("2020-09-06")["status"] == "candidate");
    CHECK(story.standing("2020-09-07")["status"] == "expired-candidate");
}

TEST_CASE("an active credential shows what counted and what is missing", "[standing]") {
    Story story;
    story.awarded();
    log(story, "a", "2021-01-05", 18.5);
    const Json standing = story.standing("2021-02-01");
    CHECK(standing["status"] == "active");
    CHECK(standing["certified_on"] == "2020-03-06");
    CHECK(standing["number"].get<std::string>().starts_with("CPTM-"));
    const Json total = find(standing["cycle"]["requirements"], "id", "total");
    CHECK(total["required"] == 24);
    CHECK(total["counted"] == 18.5);
    CHECK(total["remaining"] == 5.5);
    CHECK_FALSE(total["clause"].get<std::string>().empty());
    CHECK(standing["missing"] == Json{"5.5 more hours by 5 March 2022", "the renewal fee"});
    CHECK(standing["deadlines"] == Json::array({{{"on", "2022-03-05"}, {"what", "cycle-end"}}}));
}

TEST_CASE("23.75 hours and the fee on the last day are a quarter short (T1)", "[standing]") {
    Story story;
    story.awarded();
    log(story, "a", "2022-03-05", 23.75);
    pay(story, "2022-03-05");
    CHECK(story.standing("2022-03-05")["status"] == "active");
    CHECK(story.standing("2022-03-05")["missing"] == Json{"0.25 more hours by 5 March 2022"});
    CHECK(story.standing("2022-03-06")["status"] == "lapsed");
    CHECK(story.standing("2022-03-06")["cycles"][0]["outcome"] == "lapsed");
    CHECK(story.standing("2022-03-06")["cycle"]["days_left"] == 0);
}

TEST_CASE("as_of leaves out what occurred later", "[standing]") {
    Story story;
    story.awarded();
    log(story, "a", "2021-01-05", 24);
    pay(story, "2021-12-01");
    CHECK(story.standing("2020-03-05")["status"] == "candidate");
    CHECK(story.standing("2021-01-04")["cycle"]["activities"].empty());
    CHECK(story.standing("2021-11-30")["valid_until"] == "2022-03-05");
    CHECK(story.standing("2021-12-01")["valid_until"] == "2024-03-05");
}

TEST_CASE("a fee without a stated amount is met by any payment, and flagged", "[standing]") {
    Story story;
    story.awarded();
    pay(story, "2021-12-01", 1);
    const Json standing = story.standing("2021-12-01");
    const Json fee = find(standing["cycle"]["requirements"], "id", "renewal-fee");
    CHECK(fee["met"] == true);
    CHECK(fee["paid"] == Json{{"amount", 1}, {"currency", "USD"}});
    CHECK_FALSE(fee.contains("required"));
    CHECK(find(standing["flags"], "code", "amount-unstated").is_object());
}

TEST_CASE("an assessed fee must be paid in full and in its currency", "[standing]") {
    Story story;
    story.awarded();
    REQUIRE(story.tell("fee.assessed", "2021-11-01",
                       {{"fee", "r1"},
                        {"kind", "renewal"},
                        {"due_on", "2022-01-31"},
                        {"money", {{"amount", 19900}, {"currency", "USD"}}}}));
    const auto met = [&] {
        const auto standing = story.standing("2021-12-01");
        return find(standing["cycle"]["requirements"], "id", "renewal-fee")["met"];
    };
    CHECK(story.standing("2021-12-01")["deadlines"][0]["what"] == "fee-due");
    pay(story, "2021-12-01", 19800);
    CHECK(met() == false);
    REQUIRE(story.tell("fee.paid", "2021-12-01",
                       {{"kind", "renewal"}, {"money", {{"amount", 99900}, {"currency", "EUR"}}}}));
    CHECK(met() == false);
    pay(story, "2021-12-01", 100);
    CHECK(met() == true);
    CHECK(story.standing("2021-12-01")["fees"][0]["state"] == "paid");
}

TEST_CASE("a waiver meets the fee", "[standing]") {
    Story story;
    story.awarded();
    log(story, "a", "2021-01-05", 24);
    const auto told =
        story.tell("fee.waived", "2021-02-01", {{"kind", "renewal"}, {"reason", "hardship"}});
    REQUIRE(told);
    CHECK(told->back() == "credential.renewed");
    CHECK(story.standing("2021-02-01")["fees"][0]["state"] == "waived");
}

TEST_CASE("a payment counts for the cycle it names", "[standing]") {
    Story story;
    story.awarded();
    log(story, "a", "2021-01-05", 24);
    REQUIRE(story.tell(
        "fee.paid", "2021-02-01",
        {{"kind", "renewal"}, {"cycle", 2}, {"money", {{"amount", 1}, {"currency", "USD"}}}}));
    CHECK(story.standing("2021-03-01")["cycles"][0]["outcome"] == "open");
    pay(story, "2021-04-01");
    CHECK(story.standing("2021-04-01")["cycles"][0]["outcome"] == "renewed");
    const Json second = story.standing("2022-03-06");
    CHECK(find(second["cycle"]["requirements"], "id", "renewal-fee")["met"] == true);
}
