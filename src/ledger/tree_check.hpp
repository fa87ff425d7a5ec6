// Whether the stored tiles are the tree of the stored entries, slot by slot.
//
// Several threads derive the tiles of level 0, each of them a run of tiles at a time, and one the
// few above. What is answered does not depend on their number: the first in order that differs
// (`corrupt`), those of level 0 before those above. Memory: a hash a tile.
#pragma once

#include "ledger/reader.hpp"
#include "result.hpp"

namespace recert::ledger {

Status check_tree(const Reader& reader, unsigned threads);

}  // namespace recert::ledger
