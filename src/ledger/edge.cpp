#include "ledger/edge.hpp"

#include "ledger/tile_source.hpp"

namespace recert::ledger {

Result<Edge> Edge::load(const store::Snapshot& snapshot, TreeSize size) {
    Edge edge;
    edge.size_ = size;
    for (unsigned level = 0; level < kTileLevels; ++level) {
        const TileId last{level, hashes_at(level, size) / kTileWidth};
        Result<std::vector<Hash>> hashes = stored_tile(snapshot, last, size);
        if (!hashes) return tl::unexpected<Error>(std::move(hashes.error()));
        edge.levels_.at(level) = std::move(*hashes);
    }
    return edge;
}

void Edge::add(const Hash& leaf, const TileSink& finished) {
    ++size_.value;
    Hash rising = leaf;
    for (unsigned level = 0; level < kTileLevels; ++level) {
        std::vector<Hash>& hashes = levels_.at(level);
        hashes.push_back(rising);
        if (hashes.size() < kTileWidth) return;
        finished({level, hashes_at(level, size_) / kTileWidth - 1}, hashes);
        rising = subtree_root(hashes.data(), kTileWidth);
        hashes.clear();
    }
}

}  // namespace recert::ledger
