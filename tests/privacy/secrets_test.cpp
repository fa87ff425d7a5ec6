#include "privacy/secrets.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "support/file_mode.hpp"
#include "support/scratch_directory.hpp"

using namespace recert;
using namespace recert::privacy;

using support::mode_of;

TEST_CASE("a first start makes three different secrets nobody else can read", "[privacy]") {
    const support::ScratchDirectory directory;
    const auto made = open_secrets(directory.path(), true);
    REQUIRE(made);
    CHECK(made->masters.front().view() != made->signing_seeds.front().view());
    CHECK(made->masters.front().view() != made->idempotency.view());
    CHECK(mode_of(keys_directory(directory.path())) == 0700);
    for (const char* name : {"master.key", "signing.seed", "idempotency.key"})
        CHECK(mode_of(keys_directory(directory.path()) / name) == 0600);
}

TEST_CASE("the secrets are the same at every later start", "[privacy]") {
    const support::ScratchDirectory directory;
    const auto made = open_secrets(directory.path(), true);
    const auto again = open_secrets(directory.path(), false);
    REQUIRE(made);
    REQUIRE(again);
    CHECK(made->masters.front().view() == again->masters.front().view());
    REQUIRE(again->signing_seeds.size() == 1);
    CHECK(made->signing_seeds.front().view() == again->signing_seeds.front().view());
    CHECK(made->idempotency.view() == again->idempotency.view());
}

TEST_CASE("a secret that got lost is not made anew, and is named", "[privacy]") {
    const support::ScratchDirectory directory;
    REQUIRE(open_secrets(directory.path(), true));
    for (const char* name : {"master.key", "signing.seed", "idempotency.key"}) {
        const auto path = keys_directory(directory.path()) / name;
        const auto aside = directory.path() / name;
        std::filesystem::rename(path, aside);
        const auto refused = open_secrets(directory.path(), false);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::refused_start);
        CHECK(refused.error().message.find(name) != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(path));
        std::filesystem::rename(aside, path);
    }
    CHECK(open_secrets(directory.path(), false));
}

TEST_CASE("a secret that is not a key is refused", "[privacy]") {
    const support::ScratchDirectory directory;
    REQUIRE(open_secrets(directory.path(), true));
    std::filesystem::resize_file(keys_directory(directory.path()) / "master.key", 20);
    const auto refused = open_secrets(directory.path(), false);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
}
