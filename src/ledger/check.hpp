// Re-derives from the entries all that the ledger keeps beside them, and compares: leaves, tiles,
// right edge, stream index, versions, heads, idempotency keys, the checkpoints that were published,
// and the checksums of the files.
//
// Reads everything once; needs a bit of memory an entry. Only the tree is derived by several
// threads. `corrupt` names the first thing that does not hold. What entries mean, and hence views,
// is checked by those who know.
#pragma once

#include "ledger/reader.hpp"
#include "result.hpp"

namespace recert::ledger {

Status check(const Reader& reader, unsigned threads = 1);

}  // namespace recert::ledger
