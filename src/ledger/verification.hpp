// What a proof of tree.hpp proves, for whoever has hashes and no ledger (RFC 9162 §2.1.3, §2.1.4).
//
// Pure. Whose root it is that comes out, and whether it was signed, is asked elsewhere.
#pragma once

#include "ledger/hash.hpp"
#include "ledger/tree.hpp"
#include "result.hpp"

namespace recert::ledger {

// The root of the tree of `size` in which the path leads from the leaf up. `bad_parameter` unless
// seq < size; `malformed` when the path is too long or too short.
Result<Hash> root_of_path(const Hash& leaf, Seq seq, TreeSize size, const Proof& path);

// That the newer tree begins with all of the older one. `bad_parameter` unless 0 < older <= newer;
// `malformed` as above; `corrupt` when the proof leads to other roots.
Status check_consistency(TreeSize older, const Hash& older_root, TreeSize newer,
                         const Hash& newer_root, const Proof& proof);

}  // namespace recert::ledger
