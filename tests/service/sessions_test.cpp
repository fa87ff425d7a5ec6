#include <catch2/catch.hpp>
#include <set>

#include "service/running_service.hpp"
#include "service/sign_in.hpp"

using namespace recert;
using namespace recert::testing;
using service::SignIn;

namespace {

// A holder's session, by a link.
std::string session_of(RunningService& running, const std::string& holder) {
    SignIn& door = running->sign_in();
    const auto link = door.make_link(kStaff, holder, service::kLinkDefault);
    REQUIRE(link);
    const auto welcome = door.use_link(link->code);
    REQUIRE(welcome);
    return welcome->secret;
}

bool is_over(RunningService& running, const std::string& secret) {
    const auto session = running->sign_in().session(secret);
    return !session && session.error().code == ErrorCode::unauthenticated;
}

struct Signed : RunningService {
    Signed() {
        open();
        candidate("ada");
        candidate("bob");
    }
};

}  // namespace

TEST_CASE("a session stands for its holder until it is ended, also after a restart", "[sessions]") {
    Signed running;
    const std::string secret = session_of(running, "ada");
    const auto session = running->sign_in().session(secret);
    REQUIRE(session);
    CHECK(session->principal.actor().text == "holder:ada");
    CHECK(session->expires_at == events::parse_instant("2026-05-04T14:00:00Z"));
    running.reopen();
    const auto again = running->sign_in().session(secret);
    REQUIRE(again);
    CHECK(again->csrf == session->csrf);
    REQUIRE(running->sign_in().end(secret));
    CHECK(is_over(running, secret));
    running.reopen();
    CHECK(is_over(running, secret));
}

TEST_CASE("each session has a CSRF token of its own", "[sessions]") {
    Signed running;
    std::set<std::string> seen;
    for (int n = 0; n < 4; ++n) {
        const std::string secret = session_of(running, "ada");
        const auto session = running->sign_in().session(secret);
        REQUIRE(session);
        CHECK(session->csrf.size() == 43);
        seen.insert({secret, session->csrf});
    }
    CHECK(seen.size() == 8);
}

TEST_CASE("a session ends when it is not used, and in any case after half a day", "[sessions]") {
    Signed running;
    const std::string secret = session_of(running, "ada");
    running.clock().set("2026-05-04T13:59:59Z");
    CHECK(running->sign_in().session(secret));
    running.clock().set("2026-05-04T15:59:58Z");
    CHECK(running->sign_in().session(secret)->expires_at ==
          events::parse_instant("2026-05-04T17:59:58Z"));
    running.clock().set("2026-05-04T17:59:58Z");
    CHECK(is_over(running, secret));

    const std::string busy = session_of(running, "ada");
    for (const char* at :
         {"2026-05-04T19:00:00Z", "2026-05-04T20:59:00Z", "2026-05-04T22:58:00Z",
          "2026-05-05T00:57:00Z", "2026-05-05T02:56:00Z", "2026-05-05T04:55:00Z"}) {
        running.clock().set(at);
        CHECK(running->sign_in().session(busy));
    }
    running.clock().set("2026-05-05T05:59:58Z");
    CHECK(is_over(running, busy));
}

TEST_CASE("what is no session's secret is nobody's", "[sessions]") {
    Signed running;
    const auto made = running->create_token(kAdmin, {{"role", "staff"}});
    REQUIRE(made);
    const std::string secret = session_of(running, "ada");
    for (const std::string& wrong :
         {std::string(), secret.substr(1), secret + "A", made->at("token").get<std::string>()})
        CHECK(is_over(running, wrong));
    CHECK_FALSE(running->authenticate(secret));
    CHECK_FALSE(running->authenticate("rct_" + secret));
}

TEST_CASE("sessions and links are not among the tokens", "[sessions]") {
    Signed running;
    session_of(running, "ada");
    REQUIRE(running->sign_in().make_link(kStaff, "ada", service::kLinkDefault));
    const auto listed = running->tokens(kAdmin, {});
    REQUIRE(listed);
    CHECK(listed->items.size() == 1);
}

TEST_CASE("forgetting a holder ends its sessions and links, and nobody else's", "[sessions]") {
    Signed running;
    const std::string ada = session_of(running, "ada");
    const std::string bob = session_of(running, "bob");
    REQUIRE(running->sign_in().session(ada));
    const auto link = running->sign_in().make_link(kStaff, "ada", service::kLinkDefault);
    REQUIRE(link);
    REQUIRE(running->sign_in().forget_holder("ada"));
    CHECK(is_over(running, ada));
    CHECK(running->sign_in().use_link(link->code).error().code == ErrorCode::link_not_valid);
    CHECK(running->sign_in().session(bob));
    running.reopen();
    CHECK(is_over(running, ada));
    CHECK(running->sign_in().session(bob));
}

TEST_CASE("without an issuer there is nowhere to go, and its tokens are not taken", "[sessions]") {
    Signed running;
    SignIn& door = running->sign_in();
    CHECK_FALSE(door.has_issuer());
    CHECK(door.depart("/").error().code == ErrorCode::not_found);
    Result<service::Welcome> answer;
    door.arrive({}, [&](Result<service::Welcome> welcome) { answer = std::move(welcome); });
    CHECK(answer.error().code == ErrorCode::not_found);
    CHECK(running->authenticate("a.b.c").error().code == ErrorCode::unauthenticated);
}
