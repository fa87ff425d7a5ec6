#include "service/reminding.hpp"

#include <catch2/catch.hpp>

#include "service/opened_ledger.hpp"
#include "service/reminders_office.hpp"

using namespace recert;
using namespace recert::testing;
using namespace recert::service;
using Catch::Contains;
using events::Json;

namespace {

// Of the same holder: of pmp, whose cycle ends on 2026-03-07 too.
void second_credential(RunningService& running, const std::string& holder) {
    REQUIRE(running.create("credential/second", {{"program", "pmp"}, {"holder", holder}},
                           "2023-01-10"));
    REQUIRE(running.tell("credential/second", "exam.passed", "2023-03-08", Json::object()));
}

std::string stop_secret(const std::string& mail) {
    const std::string before = "List-Unsubscribe: <https://ledger.example.org/reminders/stop/";
    const auto begins = mail.find(before) + before.size();
    return mail.substr(begins, mail.find('>', begins) - begins);
}

}  // namespace

TEST_CASE("who is due gets one mail, which is an event of the credential", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    office.begin();
    eventually([&] { return office.told("ada").size() == 1; });
    const Json event = office.told("ada").front();
    CHECK(event["actor"] == "system");
    CHECK(
        event["data"] ==
        Json({{"notice", "renewal-in-30-days"}, {"channel", "email"}, {"for_date", "2026-03-07"}}));
    REQUIRE(office.post.taken().size() == 1);
    const Outgoing mail = office.post.taken().front();
    CHECK(mail.from == "office@example.org");
    CHECK(mail.to == "ada@example.org");
    for (const char* words : {"30 days left", "7 March 2026",
                              "List-Unsubscribe-Post: "
                              "List-Unsubscribe=One-Click\r\n"})
        CHECK_THAT(mail.bytes, Contains(words));
    office.begin();
    rest();
    CHECK(office.post.attempts() == 1);
    CHECK(office.told("ada").size() == 1);
    CHECK(office.unsettled().empty());
}

TEST_CASE("all that is due to a person is in one mail", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    second_credential(office.running, "ada");
    office.begin();
    eventually([&] { return office.told("second").size() == 1; });
    eventually([&] { return office.told("ada").size() == 1; });
    REQUIRE(office.post.taken().size() == 1);
    CHECK_THAT(office.post.taken().front().bytes, Contains("2 credentials"));
}

TEST_CASE("what was due before the first day is not made up for, what a stop missed is",
          "[reminding]") {
    Office office;
    office.running.awarded("ada");
    office.running.clock().set("2026-02-06T18:00:00Z");
    office.begin();
    rest();
    CHECK(office.post.attempts() == 0);
    office.end();
    office.running.clock().set("2026-03-10T18:00:00Z");  // the day after the end is two days gone
    office.begin();
    eventually([&] { return office.told("ada").size() == 1; });
    CHECK(office.told("ada").front()["data"]["notice"] == "renewal-1-day-ago");
}

TEST_CASE("a mail that is put off is sent when its time has come", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    office.post.answer({{Fate::put_off, 451, "later"}});
    office.begin();
    eventually([&] { return office.unsettled().size() == 1; });
    eventually([&] { return office.unsettled().front()["state"] == "waiting"; });
    CHECK(office.unsettled().front()["code"] == 451);
    rest();
    CHECK(office.post.attempts() == 1);
    CHECK(office.told("ada").empty());
    office.begin();  // also across a restart
    office.running.clock().set("2026-02-05T18:01:01Z");
    eventually([&] { return office.told("ada").size() == 1; });
    CHECK(office.post.attempts() == 2);
    eventually([&] { return office.unsettled().empty(); });
    CHECK(office.running->notices().counts().taken == 1);
}

TEST_CASE("a mail that is put off again and again is given up", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    office.post.answer(std::vector<Delivery>(kPutOff.size() + 1, {Fate::put_off, 450, "later"}));
    office.begin();
    for (std::size_t attempt = 1; attempt <= kPutOff.size(); ++attempt) {
        eventually([&] {
            const auto all = office.unsettled();
            return all.size() == 1 && all.front()["state"] == "waiting" &&
                   all.front()["attempts"] == attempt;
        });
        office.running.clock().set(
            events::format_instant(office.running.clock().now() + std::chrono::hours(25)));
    }
    eventually([&] {
        const auto all = office.unsettled();
        return all.size() == 1 && all.front()["state"] == "refused";
    });
    CHECK(office.told("ada").empty());
}

TEST_CASE("a mail that is refused is shown to staff, and is no event", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    office.post.answer({{Fate::refused, 550, "no such user"}});
    office.begin();
    eventually([&] { return office.running->notices().counts().refused == 1; });
    const auto all = office.unsettled();
    REQUIRE(all.size() == 1);
    CHECK(all.front()["state"] == "refused");
    CHECK(all.front()["holder"] == "ada");
    CHECK(all.front()["code"] == 550);
    CHECK(all.front()["notices"][0]["notice"] == "renewal-in-30-days");
    office.begin();
    rest();
    CHECK(office.post.attempts() == 1);
    CHECK(office.told("ada").empty());
    CHECK(office.running->notices().mails({}, holder("ada")).error().code == ErrorCode::forbidden);
}

TEST_CASE("whether it left is not known: it is shown, and not sent again", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    office.post.answer({{Fate::unknown, 354, "no answer"}});
    office.begin();
    eventually([&] { return office.running->notices().counts().unknown == 1; });
    office.begin();
    rest();
    CHECK(office.post.attempts() == 1);
    CHECK(office.unsettled().front()["state"] == "unknown");
    office.running.clock().set("2026-03-08T18:00:00Z");  // the next notice goes out as ever
    eventually([&] { return office.told("ada").size() == 1; });
}

TEST_CASE("a mail that was being sent when the process was killed is unknown", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    office.running.close();
    {
        OpeningOptions options;
        options.data = office.running.options.data;
        options.origin = office.running.options.origin;
        const auto ledger = open_ledger(options);
        REQUIRE(ledger);
        const auto day = events::parse_date("2026-02-05").value();
        REQUIRE(Outbox(*ledger->log)
                    .keep({.holder = "ada",
                           .state = MailState::sending,
                           .day = day,
                           .after = day - std::chrono::days{1},
                           .message_id = "one@example.org",
                           .attempts = 1,
                           .at = kDue,
                           .notices = {{"ada", "renewal-in-30-days",
                                        events::parse_date("2026-03-07").value()}}}));
    }
    office.begin();
    eventually([&] { return office.running->notices().counts().unknown == 1; });
    rest();
    CHECK(office.post.attempts() == 0);
    REQUIRE(office.unsettled().size() == 1);
    CHECK(office.unsettled().front()["message_id"] == "one@example.org");
}

TEST_CASE("a server that is not reached is tried until it is", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    office.post.answer({{Fate::unreached, 0, "refused"}, {Fate::unreached, 535, "login"}});
    office.begin();
    eventually([&] { return office.told("ada").size() == 1; });
    CHECK(office.post.attempts() == 3);
    eventually([&] { return office.unsettled().empty(); });
}

TEST_CASE("who wants none gets none, by the address in a mail or by a preference", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    office.begin();
    eventually([&] { return office.told("ada").size() == 1; });
    Notices& notices = office.running->notices();
    const std::string secret = stop_secret(office.post.taken().front().bytes);
    CHECK(notices.check_stop(secret));
    CHECK(notices.check_stop(secret.substr(1)).error().code == ErrorCode::not_found);
    CHECK(notices.stop("").error().code == ErrorCode::not_found);
    REQUIRE(notices.stop(secret));
    const auto size = office.running.size();
    REQUIRE(notices.stop(secret));
    CHECK(office.running.size() == size);  // quiet when repeated
    const auto preferred = office.recorded("holder/ada", "holder.preferred");
    REQUIRE(preferred.size() == 1);
    CHECK(preferred.front()["actor"] == "holder:ada");
    CHECK(preferred.front()["data"] == Json({{"reminders", false}}));
    office.running.clock().set("2026-03-08T18:00:00Z");
    rest();
    CHECK(office.post.attempts() == 1);
    REQUIRE(office.running.tell("holder/ada", "holder.preferred", "", {{"reminders", true}}));
    office.running.clock().set("2026-03-09T18:00:00Z");
    rest();
    CHECK(office.post.attempts() == 1);  // its day was seen to
}

TEST_CASE("a person that was merged gets one mail, where it goes on", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    REQUIRE(office.running.create("holder/eve", {{"name", "Eve"}, {"email", "eve@example.org"}},
                                  "2022-01-10"));
    second_credential(office.running, "eve");
    REQUIRE(office.running.tell("holder/eve", "holder.merged", "", {{"into", "ada"}}));
    office.begin();
    eventually([&] { return office.told("second").size() == 1; });
    REQUIRE(office.post.taken().size() == 1);
    CHECK(office.post.taken().front().to == "ada@example.org");
}

TEST_CASE("an address that is none is refused without a word to the server", "[reminding]") {
    Office office;
    office.running.awarded("ada");
    REQUIRE(office.running.tell("holder/ada", "holder.updated", "",
                                {{"email", "ada@example.org\r\nRCPT TO:<eve@example.org>"}}));
    office.begin();
    eventually([&] { return office.running->notices().counts().refused == 1; });
    CHECK(office.post.attempts() == 0);
}
