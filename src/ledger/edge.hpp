// The right edge of a growing tree: the unfinished tile of each level. For this folder only.
//
// Adding a leaf costs no hash but when it finishes a tile, whose root then goes one level up: one
// node hash a leaf, all in all. Not thread-safe.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "ledger/tile.hpp"
#include "ledger/tree.hpp"
#include "store/reading.hpp"

namespace recert::ledger {

// Given each tile as it is finished: 256 hashes.
using TileSink = std::function<void(TileId tile, const std::vector<Hash>& hashes)>;

class Edge {
  public:
    // Of the empty tree.
    Edge() = default;
    static Result<Edge> load(const store::Snapshot& snapshot, TreeSize size);

    void add(const Hash& leaf, const TileSink& finished);

    TreeSize size() const { return size_; }
    const std::vector<Hash>& unfinished(unsigned level) const { return levels_.at(level); }

  private:
    TreeSize size_;
    std::array<std::vector<Hash>, kTileLevels> levels_;
};

}  // namespace recert::ledger
