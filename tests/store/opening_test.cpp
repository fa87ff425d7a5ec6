// What a store is refused for, and what it keeps.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <fstream>

#include "store/writing.hpp"
#include "support/scratch_directory.hpp"

using namespace recert;
using store::Family;

namespace {

Status put(store::WriteStore& store, std::string_view key, std::string_view value) {
    store::Batch batch = store.batch();
    batch.put(Family::entries, key, value);
    return store.commit(std::move(batch));
}

std::filesystem::path file_ending_in(const std::filesystem::path& directory,
                                     std::string_view ending) {
    for (const auto& file : std::filesystem::directory_iterator(directory))
        if (file.path().string().ends_with(ending)) return file.path();
    return {};
}

}  // namespace

TEST_CASE("what was committed is there after reopening, also for a read-only look", "[store]") {
    const support::ScratchDirectory scratch;
    const auto directory = scratch.path() / "store";
    REQUIRE(put(**store::WriteStore::open({.directory = directory}), "a", "1"));
    const auto store = store::WriteStore::open({.directory = directory, .create = false});
    REQUIRE(store);
    CHECK(*(*store)->reading().snapshot().get(Family::entries, "a") == "1");
    const auto beside = store::ReadStore::open(directory, store::ledger_families());
    REQUIRE(beside);
    CHECK(*beside->snapshot().get(Family::entries, "a") == "1");
    CHECK(beside->verify_files());
}

TEST_CASE("a second process on the directory is refused, and the first goes on", "[store]") {
    const support::ScratchDirectory scratch;
    const auto directory = scratch.path() / "store";
    std::array<int, 2> to_child{};
    std::array<int, 2> to_parent{};
    REQUIRE(::pipe(to_child.data()) == 0);
    REQUIRE(::pipe(to_parent.data()) == 0);
    // Forked before any thread of RocksDB is there.
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    char signal = 0;
    if (child == 0) {
        const auto first = store::WriteStore::open({.directory = directory});
        signal = first ? 'y' : 'n';
        if (::write(to_parent[1], &signal, 1) != 1) ::_exit(2);
        if (::read(to_child[0], &signal, 1) != 1) ::_exit(3);
        ::_exit(first && put(**first, "a", "1") ? 0 : 1);
    }
    REQUIRE(::read(to_parent[0], &signal, 1) == 1);
    REQUIRE(signal == 'y');
    const auto second = store::WriteStore::open({.directory = directory});
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::refused_start);
    CHECK_THAT(second.error().message, Catch::Contains("in use by another process"));
    REQUIRE(::write(to_child[1], &signal, 1) == 1);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    for (const int end : {to_child[0], to_child[1], to_parent[0], to_parent[1]}) ::close(end);
}

TEST_CASE("a directory without a store is refused unless one may be made", "[store]") {
    const support::ScratchDirectory scratch;
    const auto refused =
        store::WriteStore::open({.directory = scratch.path() / "none", .create = false});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
    CHECK_FALSE(std::filesystem::exists(scratch.path() / "none"));
    CHECK_FALSE(store::ReadStore::open(scratch.path() / "none", store::ledger_families()));
}

TEST_CASE("a lost file is noticed at the next start, and named", "[store]") {
    const support::ScratchDirectory scratch;
    const auto directory = scratch.path() / "store";
    REQUIRE(put(**store::WriteStore::open({.directory = directory}), "a", "1"));
    // Reopening turns the log into a table.
    REQUIRE(put(**store::WriteStore::open({.directory = directory}), "b", "2"));
    const std::string ending = GENERATE(".sst", "CURRENT", "MANIFEST");
    std::filesystem::path lost = file_ending_in(directory, ending);
    if (ending == "MANIFEST") {
        std::string name;
        std::ifstream(directory / "CURRENT") >> name;
        lost = directory / name;
    }
    REQUIRE(std::filesystem::remove(lost));
    const auto refused = store::WriteStore::open({.directory = directory});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::refused_start);
    CHECK_THAT(refused.error().message, Catch::Contains(lost.stem().string()));
}

TEST_CASE("a flipped bit in a table is named by the comparison of checksums", "[store]") {
    const support::ScratchDirectory scratch;
    const auto directory = scratch.path() / "store";
    REQUIRE(put(**store::WriteStore::open({.directory = directory}), "a", "1"));
    REQUIRE(store::WriteStore::open({.directory = directory}));
    const auto table = file_ending_in(directory, ".sst");
    std::fstream file(table, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(3);
    file.put('\x55');
    file.close();
    const auto store = store::ReadStore::open(directory, store::ledger_families());
    REQUIRE(store);
    const Status verified = store->verify_files();
    REQUIRE_FALSE(verified);
    CHECK(verified.error().code == ErrorCode::corrupt);
    CHECK_THAT(verified.error().message, Catch::Contains(table.filename().string()));
    CHECK_FALSE(store->snapshot().get(Family::entries, "a"));
}
