#include "ledger/tree_check.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ledger/tile_source.hpp"

namespace recert::ledger {

namespace {

constexpr std::uint64_t kTilesAtOnce = 16;

std::string named(TileId tile) {
    return "tile " + std::to_string(tile.level) + "/" + std::to_string(tile.index);
}

// Compares derived hashes with stored ones.
Status check_tile(const Reader& reader, TileId tile, const std::vector<Hash>& derived) {
    const Result<std::vector<Hash>> stored = stored_tile(reader.snapshot(), tile, reader.size());
    if (!stored) return tl::unexpected<Error>(stored.error());
    for (std::size_t slot = 0; slot < derived.size(); ++slot) {
        if (slot < stored->size() && (*stored)[slot] == derived[slot]) continue;
        const std::string place = named(tile) + " differs at slot " + std::to_string(slot);
        if (tile.level > 0) return fail(ErrorCode::corrupt, place + " from the tile below it");
        return fail(ErrorCode::corrupt, place + " from the hash of entry " +
                                            std::to_string(tile.index * kTileWidth + slot));
    }
    return {};
}

// The tiles of level 0, which any number of threads work on.
class Leaves {
  public:
    explicit Leaves(const Reader& reader)
        : reader_(reader),
          tiles_((reader.size().value + kTileWidth - 1) / kTileWidth),
          roots_(reader.size().value / kTileWidth) {}

    // Until there are no more, or what is left lies behind what was found.
    void work() {
        for (;;) {
            const std::uint64_t first = next_.fetch_add(kTilesAtOnce);
            if (first >= std::min<std::uint64_t>(tiles_, found_at_)) return;
            if (Status sound = check_run(first); !sound) note(first, std::move(sound.error()));
        }
    }

    // When nobody works any more.
    Status found() const {
        if (found_.empty()) return {};
        return tl::unexpected<Error>(found_.begin()->second);
    }
    const std::vector<Hash>& roots() const { return roots_; }

  private:
    Status check_run(std::uint64_t first) {
        std::vector<Hash> hashes;
        std::uint64_t tile = first;
        Status so_far;
        const Seq until{(first + kTilesAtOnce) * kTileWidth};
        RECERT_TRY(
            reader_.visit_entries({first * kTileWidth}, until, [&](Seq, std::string_view entry) {
                hashes.push_back(leaf_hash(entry));
                if (hashes.size() < kTileWidth) return true;
                so_far = check_tile(reader_, {0, tile}, hashes);
                roots_[tile++] = subtree_root(hashes.data(), kTileWidth);
                hashes.clear();
                return so_far.has_value();
            }));
        RECERT_TRY(so_far);
        return check_tile(reader_, {0, tile}, hashes);
    }

    void note(std::uint64_t first, Error what) {
        const std::scoped_lock lock(mutex_);
        found_.emplace(first, std::move(what));
        found_at_ = std::min<std::uint64_t>(found_at_, first);
    }

    const Reader& reader_;
    const std::uint64_t tiles_;
    std::vector<Hash> roots_;  // of full tiles
    std::atomic<std::uint64_t> next_ = 0;
    std::atomic<std::uint64_t> found_at_ = ~std::uint64_t{0};
    std::mutex mutex_;
    std::map<std::uint64_t, Error> found_;
};

// The levels above, whose hashes are the roots of the tiles below.
Status check_upper(const Reader& reader, std::vector<Hash> hashes) {
    for (unsigned level = 1; level < kTileLevels && !hashes.empty(); ++level) {
        std::vector<Hash> roots;
        std::vector<Hash> tile;
        std::uint64_t index = 0;
        for (const Hash& hash : hashes) {
            tile.push_back(hash);
            if (tile.size() < kTileWidth) continue;
            RECERT_TRY(check_tile(reader, {level, index++}, tile));
            roots.push_back(subtree_root(tile.data(), kTileWidth));
            tile.clear();
        }
        RECERT_TRY(check_tile(reader, {level, index}, tile));
        hashes = std::move(roots);
    }
    return {};
}

}  // namespace

Status check_tree(const Reader& reader, unsigned threads) {
    Leaves leaves(reader);
    {
        std::vector<std::jthread> others;
        for (unsigned n = 1; n < threads; ++n) others.emplace_back([&] { leaves.work(); });
        leaves.work();
    }
    RECERT_TRY(leaves.found());
    return check_upper(reader, leaves.roots());
}

}  // namespace recert::ledger
