#include "ledger/tile.hpp"

#include <algorithm>
#include <cassert>

namespace recert::ledger {

std::uint64_t hashes_at(unsigned level, TreeSize size) {
    return level >= kTileLevels ? 0 : size.value >> (kTileHeight * level);
}

std::size_t tile_width(TileId tile, TreeSize size) {
    const std::uint64_t hashes = hashes_at(tile.level, size);
    if (tile.index > hashes / kTileWidth) return 0;
    return std::min<std::uint64_t>(kTileWidth, hashes - tile.index * kTileWidth);
}

Hash subtree_root(const Hash* hashes, std::size_t count) {
    assert(count > 0 && (count & (count - 1)) == 0 && "a complete subtree");
    if (count == 1) return *hashes;
    std::vector<Hash> row(count / 2);
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = node_hash(hashes[2 * i], hashes[2 * i + 1]);
    for (std::size_t width = row.size() / 2; width > 0; width /= 2)
        for (std::size_t i = 0; i < width; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
    return row.front();
}

}  // namespace recert::ledger
