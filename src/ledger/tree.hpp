// The Merkle tree of RFC 6962 over stored nodes: roots, inclusion and consistency proofs.
//
// Pure but for the NodeSource, which gives the hash of any complete subtree: (level, index) is the
// root of leaves [index·2^level, (index+1)·2^level). Asking beyond what the source has is its
// error. What proofs prove is asked of verification.hpp, or of software that is not ours.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "ledger/hash.hpp"
#include "position.hpp"
#include "result.hpp"

namespace recert::ledger {

// How many leaves a tree has.
struct TreeSize {
    std::uint64_t value = 0;
    auto operator<=>(const TreeSize&) const = default;
    Seq next() const { return {value}; }  // the seq of the entry to come
    bool covers(Seq seq) const { return seq.value < value; }
};

class NodeSource {
  public:
    virtual ~NodeSource() = default;
    virtual Result<Hash> node(unsigned level, std::uint64_t index) = 0;
};

using Proof = std::vector<Hash>;

// The empty tree has a root too.
Result<Hash> root_of(NodeSource& nodes, TreeSize size);
// PATH(leaf, D[size]); `bad_parameter` unless leaf < size.
Result<Proof> inclusion_proof(NodeSource& nodes, Seq leaf, TreeSize size);
// PROOF(older, D[newer]), empty for equal sizes; `bad_parameter` unless 0 < older <= newer.
Result<Proof> consistency_proof(NodeSource& nodes, TreeSize older, TreeSize newer);

}  // namespace recert::ledger
