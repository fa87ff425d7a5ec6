// Small files, replaced as a whole or not at all.
#include <catch2/catch.hpp>

#include "store/durable_file.hpp"
#include "support/file_mode.hpp"
#include "support/scratch_directory.hpp"

using namespace recert;

using support::mode_of;

TEST_CASE("a file is replaced whole, keeps to its mode, and leaves nothing beside it", "[store]") {
    const support::ScratchDirectory scratch;
    const auto path = scratch.path() / "key";
    REQUIRE(store::replace_file(path, "first, and longer", store::kSecretFile));
    REQUIRE(store::replace_file(path, std::string("a\0b", 3), store::kSecretFile));
    CHECK(*store::read_file(path) == std::string("a\0b", 3));
    CHECK(mode_of(path) == store::kSecretFile);
    CHECK_FALSE(std::filesystem::exists(scratch.path() / "key.new"));
}

TEST_CASE("a half-written file of an earlier attempt is written over", "[store]") {
    const support::ScratchDirectory scratch;
    const auto path = scratch.path() / "key";
    REQUIRE(store::replace_file(scratch.path() / "key.new", "left over, long", store::kPublicFile));
    REQUIRE(store::replace_file(path, "short", store::kSecretFile));
    CHECK(*store::read_file(path) == "short");
    CHECK(mode_of(path) == store::kSecretFile);
}

TEST_CASE("a file that cannot be written leaves the old one and says where", "[store]") {
    const support::ScratchDirectory scratch;
    const auto path = scratch.path() / "checkpoint";
    REQUIRE(store::replace_file(path, "old", store::kPublicFile));
    REQUIRE(std::filesystem::create_directory(scratch.path() / "checkpoint.new"));
    const Status failed = store::replace_file(path, "new", store::kPublicFile);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::storage);
    CHECK_THAT(failed.error().message, Catch::Contains("checkpoint.new"));
    CHECK(*store::read_file(path) == "old");
}

TEST_CASE("an absent file is no error, one too long is", "[store]") {
    const support::ScratchDirectory scratch;
    const auto path = scratch.path() / "file";
    CHECK(*store::read_file(path) == std::nullopt);
    REQUIRE(store::replace_file(path, std::string(100'000, 'x'), store::kPublicFile));
    CHECK((*store::read_file(path, 100'000))->size() == 100'000);
    const auto too_long = store::read_file(path, 99'999);
    REQUIRE_FALSE(too_long);
    CHECK(too_long.error().code == ErrorCode::corrupt);
}

TEST_CASE("a directory is made once, and a file in its place is an error", "[store]") {
    const support::ScratchDirectory scratch;
    const auto path = scratch.path() / "keys";
    REQUIRE(store::make_directory(path, store::kSecretDirectory));
    REQUIRE(store::make_directory(path, store::kSecretDirectory));
    CHECK(mode_of(path) == store::kSecretDirectory);
    REQUIRE(store::replace_file(scratch.path() / "file", "", store::kPublicFile));
    CHECK_FALSE(store::make_directory(scratch.path() / "file", store::kSecretDirectory));
    CHECK_FALSE(store::make_directory(scratch.path() / "no" / "parent", store::kSecretDirectory));
}
