#include "privacy/vault.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/scratch_directory.hpp"

using namespace recert;
using namespace recert::privacy;

namespace {

const Key kMaster(std::string(kKeyBytes, 'm'));
const std::string kPlace = place("holder/ada", "holder.registered", "name");

std::unique_ptr<Vault> opened(const support::ScratchDirectory& directory) {
    std::filesystem::create_directories(directory.path() / "keys");
    auto vault = Vault::open(directory.path(), {kMaster});
    REQUIRE(vault);
    return std::move(*vault);
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("a sealed field opens again for its holder, at its place", "[privacy]") {
    const support::ScratchDirectory directory;
    const auto vault = opened(directory);
    REQUIRE(vault->prepare("ada"));
    const auto sealed = vault->seal("ada", kPlace, "Ada Lovelace");
    REQUIRE(sealed);
    CHECK(vault->open("ada", kPlace, *sealed) == "Ada Lovelace");
}

TEST_CASE("a sealed field moved to another place does not open", "[privacy]") {
    const support::ScratchDirectory directory;
    const auto vault = opened(directory);
    REQUIRE(vault->prepare("ada"));
    REQUIRE(vault->prepare("bob"));
    const auto sealed = vault->seal("ada", kPlace, "Ada Lovelace");
    for (const std::string& elsewhere : {place("holder/bob", "holder.registered", "name"),
                                         place("holder/ada", "holder.updated", "name"),
                                         place("holder/ada", "holder.registered", "email")})
        CHECK(vault->open("ada", elsewhere, *sealed).error().code == ErrorCode::corrupt);
    CHECK(vault->open("bob", kPlace, *sealed).error().code == ErrorCode::corrupt);
    CHECK(vault->open("ada", kPlace, "A" + *sealed).error().code == ErrorCode::corrupt);
}

TEST_CASE("a holder without a key is not found", "[privacy]") {
    const support::ScratchDirectory directory;
    const auto vault = opened(directory);
    CHECK(vault->seal("ada", kPlace, "Ada").error().code == ErrorCode::not_found);
    CHECK(vault->open("ada", kPlace, "AAAA").error().code == ErrorCode::not_found);
}

TEST_CASE("keys that were persisted open what they sealed after a restart", "[privacy]") {
    const support::ScratchDirectory directory;
    std::string sealed;
    {
        const auto vault = opened(directory);
        REQUIRE(vault->prepare("ada"));
        sealed = vault->seal("ada", kPlace, "Ada Lovelace").value();
        REQUIRE(vault->persist());
        REQUIRE(vault->prepare("unsaved"));
    }
    {
        const auto vault = opened(directory);
        CHECK(vault->open("ada", kPlace, sealed) == "Ada Lovelace");
        REQUIRE(vault->prepare("ada"));
        CHECK(vault->open("ada", kPlace, sealed) == "Ada Lovelace");
        CHECK(vault->open("unsaved", kPlace, sealed).error().code == ErrorCode::not_found);
    }
}

TEST_CASE("a vault under another master key is refused, and told to be so", "[privacy]") {
    const support::ScratchDirectory directory;
    {
        const auto vault = opened(directory);
        REQUIRE(vault->prepare("ada"));
        REQUIRE(vault->persist());
        CHECK(vault->made() == 1);
    }
    const auto refused = Vault::open(directory.path(), {Key(std::string(kKeyBytes, 'x'))});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
    CHECK_THAT(refused.error().message, Catch::Contains("master.key"));
    CHECK(opened(directory)->made() == 1);
}

TEST_CASE("neither master key nor data key nor clear text is in the key store", "[privacy]") {
    const support::ScratchDirectory directory;
    {
        const auto vault = opened(directory);
        REQUIRE(vault->prepare("ada"));
        REQUIRE(vault->seal("ada", kPlace, "Ada Lovelace"));
        REQUIRE(vault->persist());
    }
    std::size_t files = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(directory.path())) {
        if (!file.is_regular_file()) continue;
        ++files;
        const std::string bytes = bytes_of(file.path());
        CHECK(bytes.find("Lovelace") == std::string::npos);
        CHECK(bytes.find(kMaster.view()) == std::string::npos);
    }
    CHECK(files > 0);
}
