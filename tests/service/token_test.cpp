#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "service/running_service.hpp"

using namespace recert;
using namespace recert::testing;
using events::Json;

namespace {

std::string admin_token(const RunningService& running) {
    std::ifstream in(service::admin_token_path(running.directory() / "data"));
    std::string token;
    std::getline(in, token);
    return token;
}

}  // namespace

TEST_CASE("the first start leaves an administrator's token that only its owner reads", "[tokens]") {
    RunningService running;
    running.open();
    const auto path = service::admin_token_path(running.directory() / "data");
    struct stat found {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    const std::string token = admin_token(running);
    CHECK(token.size() == 4 + 43);
    const auto who = running->authenticate(token);
    REQUIRE(who);
    CHECK(who->role == service::Role::admin);
    running.reopen();
    CHECK(admin_token(running) == token);
    CHECK(running->authenticate(token));
}

TEST_CASE("a token stands for whom it was made for until it is revoked", "[tokens]") {
    RunningService running;
    running.open();
    const auto made = running->create_token(kAdmin, {{"role", "holder"}, {"subject", "ada"}});
    REQUIRE(made);
    const std::string token = (*made)["token"];
    const auto who = running->authenticate(token);
    REQUIRE(who);
    CHECK(who->role == service::Role::holder);
    CHECK(who->actor().text == "holder:ada");
    const auto listed = running->tokens(kAdmin, {});
    REQUIRE(listed);
    CHECK(listed->items.size() == 2);
    for (const Json& item : listed->items) CHECK_FALSE(item.contains("token"));
    REQUIRE(running->revoke_token(kAdmin, (*made)["id"]));
    CHECK(running->authenticate(token).error().code == ErrorCode::unauthenticated);
    CHECK(running->revoke_token(kAdmin, (*made)["id"]).error().code == ErrorCode::not_found);
}

TEST_CASE("tokens are listed page by page, each once", "[tokens]") {
    RunningService running;
    running.open();
    for (int n = 0; n < 6; ++n) REQUIRE(running->create_token(kAdmin, {{"role", "staff"}}));
    std::set<std::string> ids;
    service::Paging paging{std::nullopt, 3};
    std::vector<std::size_t> sizes;
    do {
        const auto page = running->tokens(kAdmin, paging);
        REQUIRE(page);
        sizes.push_back(page->items.size());
        for (const Json& item : page->items) ids.insert(item["id"].get<std::string>());
        paging.cursor = page->next;
    } while (paging.cursor);
    CHECK(sizes == std::vector<std::size_t>{3, 3, 1});
    CHECK(ids.size() == 7);
    const auto made_up = running->tokens(kAdmin, {"xyz", 3});
    REQUIRE_FALSE(made_up);
    CHECK(made_up.error().code == ErrorCode::bad_parameter);
}

TEST_CASE("an expired token, an unknown one and a made-up one are refused alike", "[tokens]") {
    RunningService running;
    running.open();
    const auto made =
        running->create_token(kAdmin, {{"role", "staff"}, {"expires_at", "2026-05-04T13:00:00Z"}});
    REQUIRE(made);
    const std::string token = (*made)["token"];
    CHECK(running->authenticate(token)->subject == (*made)["id"]);
    running.clock().set("2026-05-04T13:00:00Z");
    for (const std::string& wrong :
         {token, std::string("rct_") + std::string(43, 'x'), std::string("x"), std::string()})
        CHECK(running->authenticate(wrong).error().code == ErrorCode::unauthenticated);
}

TEST_CASE("only an administrator sees to tokens", "[tokens]") {
    RunningService running;
    running.open();
    for (const auto& who : {kStaff, kAuditor, holder("ada")}) {
        CHECK(running->create_token(who, {{"role", "staff"}}).error().code == ErrorCode::forbidden);
        CHECK(running->tokens(who, {}).error().code == ErrorCode::forbidden);
        CHECK(running->token(who, "t0").error().code == ErrorCode::forbidden);
        CHECK(running->revoke_token(who, "t0").error().code == ErrorCode::forbidden);
    }
}

TEST_CASE("a named administrator's token retires that of the first start for good", "[tokens]") {
    RunningService running;
    running.open();
    const std::string first = admin_token(running);
    const auto path = service::admin_token_path(running.directory() / "data");
    for (const Json& unnamed : {Json{{"role", "admin"}},
                                Json{{"role", "admin"}, {"subject", "eve"}, {"scopes", {"read"}}},
                                Json{{"role", "staff"}, {"subject", "sue"}}}) {
        REQUIRE(running->create_token(kAdmin, unnamed));
        CHECK(running->authenticate(first));
    }
    const auto named = running->create_token(kAdmin, {{"role", "admin"}, {"subject", "grace"}});
    REQUIRE(named);
    CHECK(running->authenticate(first).error().code == ErrorCode::unauthenticated);
    CHECK_FALSE(std::filesystem::exists(path));
    REQUIRE(running->revoke_token(kAdmin, (*named)["id"]));
    CHECK_FALSE(running->authenticate(first));
    running.reopen();
    CHECK_FALSE(running->authenticate(first));
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a token tells when it was used last, also after a restart", "[tokens]") {
    RunningService running;
    running.open();
    const auto made = running->create_token(kAdmin, {{"role", "staff"}});
    REQUIRE(made);
    const std::string id = (*made)["id"];
    CHECK_FALSE(running->token(kAdmin, id)->contains("last_used_at"));
    running.clock().set("2026-05-04T12:30:00Z");
    REQUIRE(running->authenticate((*made)["token"].get<std::string>()));
    CHECK((*running->token(kAdmin, id))["last_used_at"] == "2026-05-04T12:30:00.000Z");
    running.reopen();
    CHECK((*running->token(kAdmin, id))["last_used_at"] == "2026-05-04T12:30:00.000Z");
    for (const char* unknown : {"t0", "", "t0123456789abcdef0123", "tzz23456789abcdef0123"})
        CHECK(running->token(kAdmin, unknown).error().code == ErrorCode::not_found);
}

TEST_CASE("a token wanted wrongly is refused with a pointer", "[tokens]") {
    RunningService running;
    running.open();
    const std::pair<Json, std::string> rows[] = {
        {Json::object(), "/role"},
        {{{"role", "king"}}, "/role"},
        {{{"role", "holder"}}, "/subject"},
        {{{"role", "holder"}, {"subject", "Ada Lovelace"}}, "/subject"},
        {{{"role", "staff"}, {"subject", ""}}, "/subject"},
        {{{"role", "integration"}}, "/types"},
        {{{"role", "integration"}, {"types", {1}}}, "/types/0"},
        {{{"role", "staff"}, {"expires_at", "tomorrow"}}, "/expires_at"},
        {{{"role", "staff"}, {"expires_at", "2026-05-04T12:00:00Z"}}, "/expires_at"},
        {{{"role", "staff"}, {"programs", {"cptm"}}}, "/programs"},
        {{{"role", "instructor"}, {"subject", "ida"}, {"types", Json::array()}}, "/types"},
        {{{"role", "instructor"}, {"subject", "ida"}, {"practicums", {"p"}}}, "/programs"},
        {{{"role", "provider"}}, "/subject"},
        {{{"role", "sponsor"}, {"subject", "Acme Inc."}}, "/subject"},
        {{{"role", "staff"}, {"scopes", {"delete"}}}, "/scopes"},
        {{{"role", "admin"}, {"subject", "first"}}, "/subject"},
        {{{"role", "staff"}, {"colour", "red"}}, "/colour"}};
    for (const auto& [wanted, pointer] : rows) {
        const auto refused = running->create_token(kAdmin, wanted);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::schema);
        CHECK(refused.error().pointer == pointer);
    }
}
