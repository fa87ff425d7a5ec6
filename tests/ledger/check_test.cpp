// The re-derivation: what was altered is named.
#include "ledger/check.hpp"

#include <catch2/catch.hpp>

#include "ledger/feed.hpp"
#include "ledger/format.hpp"
#include "ledger/open_log.hpp"
#include "store/writing.hpp"

using namespace recert;
using namespace recert::ledger;
using store::Family;

namespace {

constexpr std::size_t kEntries = 600;

// A ledger whose rows are then altered behind the log's back.
class Altered {
  public:
    explicit Altered(int groups = 1) {
        const auto log = open_log(scratch_.path());
        Feed feed(3);
        for (int n = 0; n < groups; ++n) REQUIRE(log->append(feed.next(kEntries)));
    }

    void with(const std::function<void(store::Batch&)>& alter) {
        const auto store = store::WriteStore::open({.directory = scratch_.path() / "ledger"});
        REQUIRE(store);
        store::Batch batch = (*store)->batch();
        alter(batch);
        REQUIRE((*store)->commit(std::move(batch)));
    }

    std::string finding(unsigned threads = 1) {
        const Status status = check(*Reader::open(scratch_.path()), threads);
        if (status) return "";
        CHECK(status.error().code == ErrorCode::corrupt);
        return status.error().message;
    }

    std::string flipped(Family family, const std::string& key) {
        const Reader reader = *Reader::open(scratch_.path());
        std::string value = **reader.snapshot().get(family, key);
        value.back() = static_cast<char>(value.back() ^ 0x20);
        return value;
    }

    std::string after_flipping(Family family, const std::string& key) {
        const std::string value = flipped(family, key);
        with([&](store::Batch& batch) { batch.put(family, key, value); });
        return finding();
    }

    std::string after_erasing(Family family, const std::string& key) {
        with([&](store::Batch& batch) { batch.erase(family, key); });
        return finding();
    }

  private:
    support::ScratchDirectory scratch_;
};

}  // namespace

TEST_CASE("a sound ledger passes the check", "[ledger]") { CHECK(Altered().finding().empty()); }

TEST_CASE("one flipped bit of what is stored is found and named", "[ledger]") {
    Altered ledger;
    SECTION("of an entry in a full tile") {
        CHECK_THAT(ledger.after_flipping(Family::entries, format::number(300)),
                   Catch::Contains("tile 0/1") && Catch::Contains("entry 300"));
    }
    SECTION("of an entry at the right edge") {
        CHECK_THAT(ledger.after_flipping(Family::entries, format::number(599)),
                   Catch::Contains("entry 599"));
    }
    SECTION("of a tile") {
        CHECK_THAT(ledger.after_flipping(Family::tiles, format::tile_key({0, 0})),
                   Catch::Contains("tile 0/0") && Catch::Contains("entry 255"));
    }
    SECTION("of the right edge, level 1") {
        CHECK_THAT(ledger.after_flipping(Family::meta, format::edge_key(1, 1)),
                   Catch::Contains("tile 1/0") && Catch::Contains("slot 1"));
    }
    SECTION("of the stream index") {
        CHECK_THAT(ledger.after_flipping(Family::streams, format::stream_key("credential/2", {7})),
                   Catch::Contains("version 7 of credential/2"));
    }
    SECTION("of a head") {
        CHECK_THAT(ledger.after_flipping(Family::heads, "credential/1"),
                   Catch::Contains("the head of credential/1"));
    }
}

TEST_CASE("a row that is gone, or one too many, is found and named", "[ledger]") {
    Altered ledger;
    SECTION("an entry") {
        CHECK_THAT(ledger.after_erasing(Family::entries, format::number(17)),
                   Catch::Contains("entry 17 is missing"));
    }
    SECTION("a tile") {
        CHECK_THAT(ledger.after_erasing(Family::tiles, format::tile_key({0, 1})),
                   Catch::Contains("tile 0/1"));
    }
    SECTION("a version in the middle") {
        CHECK_THAT(ledger.after_erasing(Family::streams, format::stream_key("credential/0", {3})),
                   Catch::Contains("version 3 of credential/0"));
    }
    SECTION("the last version") {
        CHECK_THAT(ledger.after_erasing(Family::streams, format::stream_key("credential/0", {200})),
                   Catch::Contains("the head of credential/0"));
    }
    SECTION("a head of no stream") {
        ledger.with([](store::Batch& batch) {
            batch.put(Family::heads, "credential/9", format::number(1));
        });
        CHECK_THAT(ledger.finding(), Catch::Contains("credential/9 has no stream"));
    }
    SECTION("another format") {
        ledger.with([](store::Batch& batch) { batch.put(Family::meta, format::kFormatKey, "2"); });
        CHECK_THAT(ledger.finding(), Catch::Contains("format 2"));
    }
    SECTION("an entry beyond the tree") {
        ledger.with(
            [](store::Batch& batch) { batch.put(Family::entries, format::number(kEntries), "x"); });
        CHECK_THAT(ledger.finding(), Catch::Contains("beyond the size"));
    }
    SECTION("a tile beyond the tree") {
        ledger.with([](store::Batch& batch) {
            batch.put(Family::tiles, format::tile_key({1, 0}), "x");
        });
        CHECK_THAT(ledger.finding(), Catch::Contains("beyond the size"));
    }
    SECTION("a key that stands for entries there are not") {
        ledger.with([](store::Batch& batch) {
            batch.put(Family::idempotency, "k", format::repeat_value({"d", {kEntries - 1}, 2}));
        });
        CHECK_THAT(ledger.finding(), Catch::Contains("idempotency key"));
    }
}

TEST_CASE("several threads find what one finds, the first in order", "[ledger]") {
    Altered ledger(24);  // 57 tiles: four runs of them
    for (const unsigned threads : {1U, 2U, 8U}) CHECK(ledger.finding(threads).empty());
    for (const std::uint64_t seq : {14'000U, 9'000U, 5'000U}) {
        const std::string found = ledger.after_flipping(Family::entries, format::number(seq));
        CHECK_THAT(found, Catch::Contains("entry " + std::to_string(seq)));
        for (const unsigned threads : {2U, 8U}) CHECK(ledger.finding(threads) == found);
    }
    CHECK_THAT(ledger.after_flipping(Family::tiles, format::tile_key({0, 3})),
               Catch::Contains("tile 0/3"));
}
