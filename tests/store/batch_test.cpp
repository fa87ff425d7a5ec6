// Batches, snapshots and scans.
#include <catch2/catch.hpp>

#include "store/writing.hpp"
#include "support/scratch_directory.hpp"

using namespace recert;
using store::Family;

namespace {

std::unique_ptr<store::WriteStore> opened(const support::ScratchDirectory& scratch) {
    auto opened = store::WriteStore::open({.directory = scratch.path() / "store"});
    REQUIRE(opened);
    return std::move(*opened);
}

std::vector<std::string> keys(const store::Snapshot& snapshot, const store::Bounds& bounds) {
    std::vector<std::string> keys;
    REQUIRE(snapshot.scan(Family::views, bounds, [&](std::string_view key, std::string_view) {
        keys.emplace_back(key);
        return true;
    }));
    return keys;
}

}  // namespace

TEST_CASE("a batch becomes true in all its families at once, and a snapshot does not move",
          "[store]") {
    const support::ScratchDirectory scratch;
    const auto store = opened(scratch);
    const store::Snapshot before = store->reading().snapshot();
    store::Batch batch = store->batch();
    batch.put(Family::entries, "a", "1");
    batch.put(Family::heads, "b", std::string("\0\xff", 2));
    REQUIRE_FALSE(batch.empty());
    CHECK(*store->reading().snapshot().get(Family::entries, "a") == std::nullopt);
    REQUIRE(store->commit(std::move(batch)));
    const store::Snapshot after = store->reading().snapshot();
    CHECK(*after.get(Family::entries, "a") == "1");
    CHECK(*after.get(Family::heads, "b") == std::string("\0\xff", 2));
    CHECK(*after.get(Family::heads, "a") == std::nullopt);
    CHECK(*before.get(Family::entries, "a") == std::nullopt);
}

TEST_CASE("writes of one batch apply in the order given", "[store]") {
    const support::ScratchDirectory scratch;
    const auto store = opened(scratch);
    store::Batch batch = store->batch();
    batch.put(Family::views, "a1", "old");
    batch.put(Family::views, "b", "kept");
    batch.erase_range(Family::views, store::prefix_bounds("a"));
    batch.put(Family::views, "a2", "new");
    batch.put(Family::views, "c", "gone");
    batch.erase(Family::views, "c");
    REQUIRE(store->commit(std::move(batch)));
    CHECK(keys(store->reading().snapshot(), {}) == std::vector<std::string>{"a2", "b"});
}

TEST_CASE("a scan keeps to its bounds, its order, and stops when told", "[store]") {
    const support::ScratchDirectory scratch;
    const auto store = opened(scratch);
    store::Batch batch = store->batch();
    for (const char* key : {"b", "a\xff", "a", "ab", "c"}) batch.put(Family::views, key, "v");
    batch.put(Family::tokens, "aa", "of another family");
    REQUIRE(store->commit(std::move(batch)));
    const store::Snapshot snapshot = store->reading().snapshot();
    CHECK(keys(snapshot, store::prefix_bounds("a")) ==
          std::vector<std::string>{"a", "ab", "a\xff"});
    CHECK(keys(snapshot, {"ab", "b"}) == std::vector<std::string>{"ab", "a\xff"});
    CHECK(keys(snapshot, {"b", ""}) == std::vector<std::string>{"b", "c"});
    CHECK(keys(snapshot, {"x", "b"}).empty());
    int seen = 0;
    REQUIRE(snapshot.scan(Family::views, {}, [&](auto, auto) { return ++seen < 2; }));
    CHECK(seen == 2);
    CHECK((*snapshot.last(Family::views))->first == "c");
    CHECK_FALSE(*snapshot.last(Family::tiles));
    CHECK((*snapshot.last(Family::views, {"a", "c"}))->first == "b");
    CHECK((*snapshot.last(Family::views, {"b", {}}))->first == "c");
    CHECK_FALSE(*snapshot.last(Family::views, {"d", {}}));
}

TEST_CASE("the bounds of a prefix that ends in 0xff reach no further than the prefix", "[store]") {
    CHECK(store::prefix_bounds("a\xff").until == "b");
    CHECK(store::prefix_bounds("\x7f").until == "\x80");
    CHECK(store::prefix_bounds("\xff\xff").until.empty());
}

TEST_CASE("many lookups answer in the order asked", "[store]") {
    const support::ScratchDirectory scratch;
    const auto store = opened(scratch);
    store::Batch batch = store->batch();
    batch.put(Family::entries, "1", "one");
    batch.put(Family::entries, "2", "two");
    REQUIRE(store->commit(std::move(batch)));
    const auto found = store->reading().snapshot().read_many(Family::entries, {"2", "0", "1", "2"});
    REQUIRE(found);
    CHECK(*found == std::vector<std::optional<std::string>>{"two", std::nullopt, "one", "two"});
    CHECK(store->reading().snapshot().read_many(Family::entries, {})->empty());
}
