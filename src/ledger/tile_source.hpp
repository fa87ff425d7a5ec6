// The tree's nodes out of stored tiles. For the files of this folder only.
//
// Keeps the tiles it has read, so one is for one question, on one thread: a proof in a tree of n
// leaves reads about 2·log256(n) tiles.
#pragma once

#include <map>
#include <vector>

#include "ledger/tile.hpp"
#include "ledger/tree.hpp"
#include "store/reading.hpp"

namespace recert::ledger {

// The hashes there are of a tile in a tree of this size: 0 to 256 of them.
Result<std::vector<Hash>> stored_tile(const store::Snapshot& snapshot, TileId tile, TreeSize size);

class TileSource : public NodeSource {
  public:
    // `size` is that of the stored tree: it says which tiles are full.
    TileSource(const store::Snapshot& snapshot, TreeSize size) : snapshot_(snapshot), size_(size) {}
    Result<Hash> node(unsigned level, std::uint64_t index) override;

  private:
    const store::Snapshot& snapshot_;
    TreeSize size_;
    std::map<TileId, std::vector<Hash>> seen_;
};

}  // namespace recert::ledger
