#include "ledger/tile_source.hpp"

#include <cstring>
#include <string>

#include "ledger/format.hpp"

namespace recert::ledger {

namespace {

using store::Family;

tl::unexpected<Error> missing(TileId tile) {
    return fail(ErrorCode::corrupt, "tile " + std::to_string(tile.level) + "/" +
                                        std::to_string(tile.index) + " is missing or incomplete");
}

Result<std::vector<Hash>> full_tile(const store::Snapshot& snapshot, TileId tile) {
    Result<std::optional<std::string>> bytes = snapshot.get(Family::tiles, format::tile_key(tile));
    if (!bytes) return tl::unexpected<Error>(std::move(bytes.error()));
    if (!*bytes || (*bytes)->size() != kTileBytes) return missing(tile);
    std::vector<Hash> hashes(kTileWidth);
    for (std::size_t slot = 0; slot < kTileWidth; ++slot)
        std::memcpy(hashes[slot].data(), (*bytes)->data() + slot * kHashBytes, kHashBytes);
    return hashes;
}

Result<std::vector<Hash>> unfinished_tile(const store::Snapshot& snapshot, TileId tile,
                                          std::size_t width) {
    std::vector<Hash> hashes;
    if (width == 0) return hashes;
    RECERT_TRY(snapshot.scan(Family::meta, store::prefix_bounds(format::edge_prefix(tile.level)),
                             [&](std::string_view key, std::string_view value) {
                                 const std::optional<Hash> hash = hash_from(value);
                                 if (!hash || key != format::edge_key(tile.level, hashes.size()))
                                     return false;
                                 hashes.push_back(*hash);
                                 return hashes.size() < width;
                             }));
    if (hashes.size() != width) return missing(tile);
    return hashes;
}

}  // namespace

Result<std::vector<Hash>> stored_tile(const store::Snapshot& snapshot, TileId tile, TreeSize size) {
    const std::size_t width = tile_width(tile, size);
    return width == kTileWidth ? full_tile(snapshot, tile) : unfinished_tile(snapshot, tile, width);
}

Result<Hash> TileSource::node(unsigned level, std::uint64_t index) {
    const unsigned height = level % kTileHeight;
    const std::uint64_t first = index << height;
    const std::size_t slot = first % kTileWidth;
    const std::size_t count = std::size_t{1} << height;
    const TileId tile{level / kTileHeight, first / kTileWidth};
    auto found = seen_.find(tile);
    if (found == seen_.end()) {
        Result<std::vector<Hash>> hashes = stored_tile(snapshot_, tile, size_);
        if (!hashes) return tl::unexpected<Error>(std::move(hashes.error()));
        found = seen_.emplace(tile, std::move(*hashes)).first;
    }
    if (slot + count > found->second.size()) return missing(tile);
    return subtree_root(found->second.data() + slot, count);
}

}  // namespace recert::ledger
