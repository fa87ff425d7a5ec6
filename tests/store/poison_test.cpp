// A write that failed: unknown, not failed, and never tried again.
#include <catch2/catch.hpp>

#include "store/writing.hpp"
#include "support/scratch_directory.hpp"
#include "support/unsynced_loss_fs.hpp"

using namespace recert;
using store::Family;

namespace {

Status put(store::WriteStore& store, std::string_view key) {
    store::Batch batch = store.batch();
    batch.put(Family::entries, key, "value");
    return store.commit(std::move(batch));
}

}  // namespace

TEST_CASE("after a failed sync the outcome is unknown, writes are refused, reads go on",
          "[store]") {
    const support::ScratchDirectory scratch;
    const auto disk = std::make_shared<support::UnsyncedLossFs>();
    {
        auto opened =
            store::WriteStore::open({.directory = scratch.path() / "store", .file_system = disk});
        REQUIRE(opened);
        store::WriteStore& store = **opened;
        REQUIRE(put(store, "before"));
        disk->fail_syncs();
        const Status failed = put(store, "unknown");
        REQUIRE_FALSE(failed);
        CHECK(failed.error().code == ErrorCode::outcome_unknown);
        CHECK_FALSE(store.writable());
        const Status later = put(store, "later");
        REQUIRE_FALSE(later);
        CHECK(later.error().code == ErrorCode::read_only);
        const store::Snapshot snapshot = store.reading().snapshot();
        CHECK(*snapshot.get(Family::entries, "before") == "value");
        CHECK(*snapshot.get(Family::entries, "unknown") == std::nullopt);
    }
    const auto again = store::WriteStore::open({.directory = scratch.path() / "store"});
    REQUIRE(again);
    const store::Snapshot snapshot = (*again)->reading().snapshot();
    CHECK(*snapshot.get(Family::entries, "before") == "value");
    CHECK(*snapshot.get(Family::entries, "later") == std::nullopt);
    CHECK(put(**again, "after the restart"));
}

TEST_CASE("a power cut leaves of a store what was synced", "[store]") {
    const support::ScratchDirectory scratch;
    const bool sync = GENERATE(true, false);
    const auto disk = std::make_shared<support::UnsyncedLossFs>();
    {
        const auto opened = store::WriteStore::open(
            {.directory = scratch.path() / "store", .sync = sync, .file_system = disk});
        REQUIRE(opened);
        for (int i = 0; i < 100; ++i) REQUIRE(put(**opened, std::to_string(i)));
        disk->cut_power();
        CHECK_FALSE(put(**opened, "in the dark"));
    }
    disk->lose_unsynced(1);
    const auto again = store::WriteStore::open({.directory = scratch.path() / "store"});
    REQUIRE(again);
    const auto last = (*again)->reading().snapshot().get(Family::entries, "99");
    REQUIRE(last);
    CHECK(last->has_value() == sync);
}
