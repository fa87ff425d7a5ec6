// Where a tile lies under `tile/<L>/` or `tile/entries/`: `<N>[.p/<W>]` (C2SP tlog-tiles).
//
// N in groups of three digits, all but the last with an x before them: 1234067 is `x001/x234/067`.
// `.p/<W>` says that the tile was not full yet; W is 1 to 255. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/tile.hpp"

namespace recert::ledger {

struct TilePath {
    std::uint64_t index = 0;
    std::size_t width = kTileWidth;  // hashes or entries in it: 1 to 256

    bool is_full() const { return width == kTileWidth; }
    std::string text() const;
    // nullopt unless it is exactly what text() writes.
    static std::optional<TilePath> parse(std::string_view text);

    auto operator<=>(const TilePath&) const = default;
};

}  // namespace recert::ledger
