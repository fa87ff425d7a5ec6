#include "service/sign_in_links.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;

namespace {

ErrorCode code_of(RunningService& running, const std::string& code) {
    const auto used = running->sign_in().use_link(code);
    REQUIRE_FALSE(used);
    return used.error().code;
}

}  // namespace

TEST_CASE("a sign-in link is good once, also across a restart", "[links]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    const auto link = running->sign_in().make_link(kStaff, "ada", service::kLinkDefault);
    REQUIRE(link);
    CHECK(link->code.size() == 43);
    CHECK(link->expires_at == events::parse_instant("2026-05-04T12:15:00Z"));
    running.reopen();
    const auto welcome = running->sign_in().use_link(link->code);
    REQUIRE(welcome);
    CHECK(running->sign_in().session(welcome->secret)->principal.actor().text == "holder:ada");
    CHECK(code_of(running, link->code) == ErrorCode::link_not_valid);
    running.reopen();
    CHECK(code_of(running, link->code) == ErrorCode::link_not_valid);
}

TEST_CASE("a sign-in link expires, and one that was made up never was", "[links]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    const auto link = running->sign_in().make_link(kStaff, "ada", std::chrono::minutes(1));
    REQUIRE(link);
    for (const std::string& wrong : {std::string(), link->code.substr(1), link->code + "A"})
        CHECK(code_of(running, wrong) == ErrorCode::link_not_valid);
    running.clock().set("2026-05-04T12:01:00Z");
    CHECK(code_of(running, link->code) == ErrorCode::link_not_valid);
}

TEST_CASE("staff make links, for holders there are", "[links]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    const auto made = [&](const service::Principal& by, const std::string& id) {
        const auto link = running->sign_in().make_link(by, id, service::kLinkDefault);
        return link ? std::string("fine") : code_name(link.error().code);
    };
    CHECK(made(kStaff, "ada") == "fine");
    CHECK(made(kAdmin, "ada") == "fine");
    CHECK(made(kAuditor, "ada") == "forbidden");
    CHECK(made(holder("ada"), "ada") == "forbidden");
    CHECK(made(kStaff, "sue") == "not-found");
}

TEST_CASE("of many uses of one link at once, one is the first", "[links]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    const auto link = running->sign_in().make_link(kStaff, "ada", service::kLinkDefault);
    REQUIRE(link);
    std::atomic<int> let_in{0};
    std::vector<std::thread> threads;
    for (int n = 0; n < 8; ++n)
        threads.emplace_back([&] { let_in += running->sign_in().use_link(link->code) ? 1 : 0; });
    for (std::thread& thread : threads) thread.join();
    CHECK(let_in == 1);
}

TEST_CASE("links that expired are erased", "[links]") {
    RunningService running;
    running.open();
    running.candidate("ada");
    running.close();
    auto log = ledger::Log::open(running.directory() / "data", {});
    REQUIRE(log);
    service::SignInLinks links(**log, running.clock());
    const auto count = [&] {
        std::size_t rows = 0;
        CHECK((*log)->reader()->visit_tokens("link:", [&](std::string_view key, std::string_view) {
            rows += key.starts_with("link:") ? 1 : 0;
            return true;
        }));
        return rows;
    };
    REQUIRE(links.make("ada", std::chrono::minutes(1)));
    REQUIRE(links.make("ada", std::chrono::minutes(2)));
    running.clock().set("2026-05-04T12:01:30Z");
    REQUIRE(links.erase_expired());
    CHECK(count() == 1);
}
