#include "ledger/verification.hpp"

#include <bit>
#include <span>
#include <string>

namespace recert::ledger {

namespace {

// A subtree on its way from a leaf to the root: its place among those of its height, and that of
// the tree's last one.
struct Climb {
    std::uint64_t place;
    std::uint64_t last;

    bool at_root() const { return last == 0; }
    void rise() {
        place /= 2;
        last /= 2;
    }
    // The last subtree of an odd number has no sibling; it counts for a higher one.
    void rise_to_sibling() {
        while (!at_root() && place == last && place % 2 == 0) rise();
    }
    bool is_right() const { return place % 2 == 1; }
};

tl::unexpected<Error> wrong_length(TreeSize size) {
    return fail(ErrorCode::malformed, "the proof has too few or too many hashes for a tree of " +
                                          std::to_string(size.value));
}

// What the first hash of the proof, or the older root itself, becomes in both trees.
struct Roots {
    Hash older;
    Hash newer;
};

Result<Roots> climb_both(Climb climb, const Hash& start, std::span<const Hash> proof,
                         TreeSize newer) {
    Roots roots{start, start};
    for (const Hash& hash : proof) {
        climb.rise_to_sibling();
        if (climb.at_root()) return wrong_length(newer);
        if (climb.is_right()) roots.older = node_hash(hash, roots.older);
        roots.newer =
            climb.is_right() ? node_hash(hash, roots.newer) : node_hash(roots.newer, hash);
        climb.rise();
    }
    if (!climb.at_root()) return wrong_length(newer);
    return roots;
}

}  // namespace

Result<Hash> root_of_path(const Hash& leaf, Seq seq, TreeSize size, const Proof& path) {
    if (!size.covers(seq))
        return fail(ErrorCode::bad_parameter, "entry " + std::to_string(seq.value) +
                                                  " is not in a tree of " +
                                                  std::to_string(size.value));
    Climb climb{seq.value, size.value - 1};
    Hash reached = leaf;
    for (const Hash& sibling : path) {
        climb.rise_to_sibling();
        if (climb.at_root()) return wrong_length(size);
        reached = climb.is_right() ? node_hash(sibling, reached) : node_hash(reached, sibling);
        climb.rise();
    }
    if (!climb.at_root()) return wrong_length(size);
    return reached;
}

Status check_consistency(TreeSize older, const Hash& older_root, TreeSize newer,
                         const Hash& newer_root, const Proof& proof) {
    if (older.value == 0 || older > newer)
        return fail(ErrorCode::bad_parameter, "no consistency from size " +
                                                  std::to_string(older.value) + " to size " +
                                                  std::to_string(newer.value));
    const auto differs = [&] {
        return fail(ErrorCode::corrupt, "the tree of " + std::to_string(newer.value) +
                                            " entries does not begin with the tree of " +
                                            std::to_string(older.value));
    };
    std::span<const Hash> rest(proof);
    if (older == newer) {
        if (!rest.empty()) return wrong_length(newer);
        return older_root == newer_root ? Status() : differs();
    }
    Climb climb{older.value - 1, newer.value - 1};
    while (climb.is_right()) climb.rise();  // to the greatest subtree that the older tree ends with
    Hash start = older_root;
    if (!std::has_single_bit(older.value)) {
        if (rest.empty()) return wrong_length(newer);
        start = rest.front();
        rest = rest.subspan(1);
    }
    const auto roots = climb_both(climb, start, rest, newer);
    if (!roots) return tl::unexpected<Error>(roots.error());
    return roots->older == older_root && roots->newer == newer_root ? Status() : differs();
}

}  // namespace recert::ledger
