// A tree put together from complete subtrees that lie side by side, from leaf 0 on: leaves where
// there are entries, greater subtrees where only their hashes are known.
//
// Keeps one hash for each bit of the size, and no more. Pure; not thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/hash.hpp"
#include "ledger/tree.hpp"
#include "result.hpp"

namespace recert::ledger {

// The root of leaves [index·2^level, (index+1)·2^level).
struct NodeId {
    unsigned level = 0;
    std::uint64_t index = 0;
    bool operator==(const NodeId&) const = default;
};

// The fewest complete subtrees that are just the leaves [from, until), in order.
std::vector<NodeId> subtrees_of(Seq from, Seq until);

class Frontier {
  public:
    TreeSize size() const { return size_; }
    void add_leaf(const Hash& leaf) { add(0, leaf); }
    // The next 2^level leaves; `bad_parameter` when no complete subtree of that height begins here.
    Status add_subtree(unsigned level, const Hash& root);
    Hash root() const;

  private:
    void add(unsigned level, const Hash& root);

    TreeSize size_;
    std::vector<Hash> roots_;  // of the subtrees that the size is the sum of, the greatest first
};

}  // namespace recert::ledger
