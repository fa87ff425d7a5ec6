// The nodes of a tree out of its tiles, however those are had (C2SP tlog-tiles).
//
// Keeps the tile it read last. `size` is that of a tree all of whose tiles there are.
#pragma once

#include <functional>
#include <string>

#include "ledger/frontier.hpp"
#include "ledger/tile.hpp"
#include "result.hpp"

namespace recert::tools {

// The bytes of a tile of this many hashes.
using TileFetch = std::function<Result<std::string>(ledger::TileId tile, std::size_t width)>;

class TileTree {
  public:
    TileTree(ledger::TreeSize size, TileFetch fetch) : size_(size), fetch_(std::move(fetch)) {}
    Result<ledger::Hash> node(ledger::NodeId node);

  private:
    ledger::TreeSize size_;
    TileFetch fetch_;
    ledger::TileId last_{ledger::kTileLevels, 0};
    std::vector<ledger::Hash> hashes_;
};

}  // namespace recert::tools
