// Tiles (C2SP tlog-tiles): 256 hashes side by side. Tile (level, index) holds the roots of subtrees
// of 256^level leaves, from number index·256 on; its own root is one hash of the level above.
// Full tiles never change. The unfinished tile of each level is the tree's right edge.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/hash.hpp"
#include "ledger/tree.hpp"

namespace recert::ledger {

inline constexpr std::size_t kTileWidth = 256;
inline constexpr unsigned kTileHeight = 8;
inline constexpr std::size_t kTileBytes = kTileWidth * kHashBytes;
inline constexpr unsigned kTileLevels = 8;  // 256^8 leaves: more than a Seq can count

struct TileId {
    unsigned level = 0;
    std::uint64_t index = 0;
    auto operator<=>(const TileId&) const = default;
};

// How many hashes the level has in a tree of this size: floor(size / 256^level).
std::uint64_t hashes_at(unsigned level, TreeSize size);
// How many of a tile's hashes there are: 0 (no such tile) to 256.
std::size_t tile_width(TileId tile, TreeSize size);

// Root of 2^height hashes that lie side by side.
Hash subtree_root(const Hash* hashes, std::size_t count);

}  // namespace recert::ledger
