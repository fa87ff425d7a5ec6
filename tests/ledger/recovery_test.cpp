// Damage to the files themselves: the same answers, or a loud refusal, never a different answer.
#include <catch2/catch.hpp>
#include <fstream>

#include "ledger/check.hpp"
#include "ledger/feed.hpp"
#include "ledger/open_log.hpp"
#include "store/durable_file.hpp"

using namespace recert;
using namespace recert::ledger;

namespace {

const std::vector<note::Signer> kSigners = {test_signer()};
constexpr std::uint64_t kSigned = 20;
constexpr std::uint64_t kAll = 24;

// 20 entries that a checkpoint covers and 4 that none does, one group each, in the write-ahead log.
void fill(const std::filesystem::path& directory) {
    const auto log = open_log(directory);
    Feed feed;
    for (std::uint64_t i = 0; i < kAll; ++i) {
        REQUIRE(log->append(feed.next(1)));
        if (i + 1 == kSigned) REQUIRE(*log->publish_checkpoint(kSigners));
    }
}

std::filesystem::path longest(const std::filesystem::path& directory, std::string_view ending) {
    std::filesystem::path found;
    for (const auto& file : std::filesystem::directory_iterator(directory))
        if (file.path().string().ends_with(ending) &&
            (found.empty() || file.file_size() > std::filesystem::file_size(found)))
            found = file.path();
    return found;
}

// True when it opened, with all that was signed and nothing that is wrong.
bool opens_sound(const std::filesystem::path& directory, std::uint64_t entries_min) {
    const auto log = Log::open(directory, quick());
    if (!log) {
        CHECK(log.error().code == ErrorCode::refused_start);
        return false;
    }
    const Reader reader = *(*log)->reader();
    CHECK(reader.size().value >= entries_min);
    for (std::uint64_t i = 0; i < reader.size().value; ++i)
        CHECK(*reader.entry({i}) == Feed::bytes({i}));
    CHECK(check(reader));
    return true;
}

}  // namespace

TEST_CASE("a torn tail of the write-ahead log costs nothing that was signed", "[ledger]") {
    const support::ScratchDirectory scratch;
    fill(scratch.path() / "whole");
    const auto torn = scratch.path() / "torn";
    int opened = 0;
    for (std::uint64_t bytes = 1; bytes <= 64; ++bytes) {
        INFO(bytes << " bytes torn off");
        std::filesystem::remove_all(torn);
        std::filesystem::copy(scratch.path() / "whole", torn,
                              std::filesystem::copy_options::recursive);
        const auto wal = longest(torn / "ledger", ".log");
        std::filesystem::resize_file(wal, std::filesystem::file_size(wal) - bytes);
        opened += opens_sound(torn, kSigned);
    }
    CHECK(opened > 0);
}

TEST_CASE("a write-ahead log torn into what was signed is refused", "[ledger]") {
    const support::ScratchDirectory scratch;
    fill(scratch.path());
    const auto wal = longest(scratch.path() / "ledger", ".log");
    std::filesystem::resize_file(wal, std::filesystem::file_size(wal) / 2);
    const auto refused = Log::open(scratch.path(), quick());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
    CHECK_THAT(refused.error().message, Catch::Contains("20 entries were signed"));
}

TEST_CASE("one flipped bit in a file of the store never changes an answer", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto whole = scratch.path() / "whole";
    fill(whole);
    const std::string ending = GENERATE(".log", ".sst", "CURRENT", "MANIFEST");
    if (ending == ".sst") open_log(whole).reset();
    const auto bad = scratch.path() / "bad";
    auto file = longest(whole / "ledger", ending);
    if (ending == "MANIFEST") {
        std::string name;
        std::ifstream(whole / "ledger" / "CURRENT") >> name;
        file = whole / "ledger" / name;
    }
    const std::string good = **store::read_file(file);
    const std::size_t step = 1 + good.size() / 40;
    for (std::size_t at = 0; at < good.size(); at += step) {
        INFO(file.filename() << " at " << at);
        std::filesystem::remove_all(bad);
        std::filesystem::copy(whole, bad, std::filesystem::copy_options::recursive);
        std::string bytes = good;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
        REQUIRE(store::replace_file(bad / "ledger" / file.filename(), bytes, store::kSecretFile));
        const auto log = Log::open(bad, quick());
        if (!log) continue;
        const Reader reader = *(*log)->reader();
        CHECK(reader.size().value >= kSigned);
        for (std::uint64_t i = 0; i < reader.size().value; ++i) {
            const auto entry = reader.entry({i});
            CHECK((entry ? *entry == Feed::bytes({i}) : entry.error().code == ErrorCode::corrupt));
        }
    }
}
