#include "tools/tile_tree.hpp"

#include <cstring>

namespace recert::tools {

using ledger::Hash;
using ledger::TileId;

Result<Hash> TileTree::node(ledger::NodeId node) {
    const unsigned height = node.level % ledger::kTileHeight;
    const std::uint64_t first = node.index << height;
    const TileId tile{node.level / ledger::kTileHeight, first / ledger::kTileWidth};
    if (tile != last_) {
        const std::size_t width = ledger::tile_width(tile, size_);
        const auto bytes = fetch_(tile, width);
        if (!bytes) return tl::unexpected(bytes.error());
        if (bytes->size() != width * ledger::kHashBytes)
            return fail(ErrorCode::corrupt, "a tile has another size than it should");
        hashes_.resize(width);
        for (std::size_t slot = 0; slot < width; ++slot)
            std::memcpy(hashes_[slot].data(), bytes->data() + slot * ledger::kHashBytes,
                        ledger::kHashBytes);
        last_ = tile;
    }
    const std::size_t slot = first % ledger::kTileWidth;
    const std::size_t count = std::size_t{1} << height;
    if (slot + count > hashes_.size())
        return fail(ErrorCode::bad_parameter, "the tree has no such subtree");
    return ledger::subtree_root(hashes_.data() + slot, count);
}

}  // namespace recert::tools
