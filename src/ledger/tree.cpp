#include "ledger/tree.hpp"

#include <bit>
#include <string>

namespace recert::ledger {

namespace {

// Leaves [from, until). `from` is a multiple of the greatest power of two below the length, as all
// right-hand sides of RFC 6962's recursion are.
struct Range {
    std::uint64_t from;
    std::uint64_t until;
    std::uint64_t length() const { return until - from; }
    // Where it divides: after the greatest power of two less than its length.
    std::uint64_t middle() const { return from + std::bit_floor(length() - 1); }
    Range left() const { return {from, middle()}; }
    Range right() const { return {middle(), until}; }
};

Result<Hash> root_of_range(NodeSource& nodes, Range range) {
    if (std::has_single_bit(range.length())) {
        const auto level = static_cast<unsigned>(std::countr_zero(range.length()));
        return nodes.node(level, range.from >> level);
    }
    Result<Hash> left = root_of_range(nodes, range.left());
    if (!left) return left;
    Result<Hash> right = root_of_range(nodes, range.right());
    if (!right) return right;
    return node_hash(*left, *right);
}

Status add_root(NodeSource& nodes, Range range, Proof& proof) {
    Result<Hash> root = root_of_range(nodes, range);
    if (!root) return tl::unexpected<Error>(std::move(root.error()));
    proof.push_back(*root);
    return {};
}

Status add_path(NodeSource& nodes, std::uint64_t leaf, Range range, Proof& proof) {
    if (range.length() == 1) return {};
    const bool in_left = leaf < range.middle();
    RECERT_TRY(add_path(nodes, leaf, in_left ? range.left() : range.right(), proof));
    return add_root(nodes, in_left ? range.right() : range.left(), proof);
}

// SUBPROOF of RFC 6962 §2.1.2: `known` while the older tree's root is the root of what remains.
Status add_subproof(NodeSource& nodes, std::uint64_t older, Range range, bool known, Proof& proof) {
    if (older == range.until) return known ? Status{} : add_root(nodes, range, proof);
    if (older <= range.middle()) {
        RECERT_TRY(add_subproof(nodes, older, range.left(), known, proof));
        return add_root(nodes, range.right(), proof);
    }
    RECERT_TRY(add_subproof(nodes, older, range.right(), false, proof));
    return add_root(nodes, range.left(), proof);
}

}  // namespace

Result<Hash> root_of(NodeSource& nodes, TreeSize size) {
    if (size.value == 0) return empty_root();
    return root_of_range(nodes, {0, size.value});
}

Result<Proof> inclusion_proof(NodeSource& nodes, Seq leaf, TreeSize size) {
    if (!size.covers(leaf))
        return fail(ErrorCode::bad_parameter, "entry " + std::to_string(leaf.value) +
                                                  " is not in a tree of " +
                                                  std::to_string(size.value));
    Proof proof;
    RECERT_TRY(add_path(nodes, leaf.value, {0, size.value}, proof));
    return proof;
}

Result<Proof> consistency_proof(NodeSource& nodes, TreeSize older, TreeSize newer) {
    if (older.value == 0 || older > newer)
        return fail(ErrorCode::bad_parameter, "no consistency from size " +
                                                  std::to_string(older.value) + " to size " +
                                                  std::to_string(newer.value));
    Proof proof;
    RECERT_TRY(add_subproof(nodes, older.value, {0, newer.value}, true, proof));
    return proof;
}

}  // namespace recert::ledger
