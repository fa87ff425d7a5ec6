// What proofs prove: against the known vectors, against tree.hpp, and bent in every way.
#include "ledger/verification.hpp"

#include <rapidcheck/catch.h>
#include <catch2/catch.hpp>

#include "ledger/feed.hpp"
#include "ledger/frontier.hpp"
#include "ledger/known_tree.hpp"

using namespace recert;
using namespace recert::ledger;

namespace {

constexpr std::uint64_t kSizeMax = 300;

const std::vector<Hash>& all_leaves() {
    static const auto all = [] {
        std::vector<Hash> leaves;
        for (std::uint64_t i = 0; i < kSizeMax; ++i) leaves.push_back(leaf_hash(Feed::bytes({i})));
        return leaves;
    }();
    return all;
}

Hash root_at(std::uint64_t size) { return naive::root(std::span(all_leaves()).first(size)); }

Hash from_hex(const std::string& text) {
    Hash hash{};
    for (std::size_t i = 0; i < hash.size(); ++i)
        hash.at(i) = static_cast<std::uint8_t>(std::stoi(text.substr(2 * i, 2), nullptr, 16));
    return hash;
}

bool included(const Hash& leaf, std::uint64_t seq, std::uint64_t size, const Proof& path) {
    const auto root = root_of_path(leaf, {seq}, {size}, path);
    return root && *root == root_at(size);
}

}  // namespace

TEST_CASE("the known proofs lead to the known roots", "[ledger]") {
    const Proof path = {
        from_hex("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
        from_hex("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
        from_hex("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")};
    CHECK(*root_of_path(leaf_hash(kEntries[0]), {0}, {8}, path) == from_hex(kRoots[7]));
    CHECK(*root_of_path(leaf_hash(kEntries[0]), {0}, {1}, {}) == from_hex(kRoots[0]));
    const Proof growth = {
        from_hex("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
        from_hex("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
        from_hex("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")};
    CHECK(check_consistency({6}, from_hex(kRoots[5]), {8}, from_hex(kRoots[7]), growth));
    CHECK_FALSE(check_consistency({6}, from_hex(kRoots[4]), {8}, from_hex(kRoots[7]), growth));
    CHECK_FALSE(check_consistency({5}, from_hex(kRoots[4]), {8}, from_hex(kRoots[7]), growth));
}

TEST_CASE("every proof of every tree up to 300 leaves leads to its root", "[ledger]") {
    Rows rows(all_leaves());
    std::vector<Hash> roots;
    for (std::uint64_t size = 0; size <= kSizeMax; ++size) roots.push_back(root_at(size));
    std::uint64_t wrong = 0;
    Frontier frontier;
    for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
        frontier.add_leaf(all_leaves()[size - 1]);
        wrong += frontier.root() != roots[size];
        for (std::uint64_t seq = 0; seq < size; ++seq) {
            const Proof path = *inclusion_proof(rows, {seq}, {size});
            wrong += *root_of_path(all_leaves()[seq], {seq}, {size}, path) != roots[size];
            const Proof growth = *consistency_proof(rows, {seq + 1}, {size});
            wrong += !check_consistency({seq + 1}, roots[seq + 1], {size}, roots[size], growth);
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("a proof that is bent in any way proves nothing", "[ledger]") {
    Rows rows(all_leaves());
    rc::prop("inclusion", [&] {
        const auto size = *rc::gen::inRange<std::uint64_t>(2, kSizeMax + 1);
        const auto seq = *rc::gen::inRange<std::uint64_t>(0, size);
        const Hash& leaf = all_leaves()[seq];
        const Proof path = *inclusion_proof(rows, {seq}, {size});
        RC_ASSERT(included(leaf, seq, size, path));
        RC_ASSERT(!included(all_leaves()[(seq + 1) % size], seq, size, path));
        Proof bent = path;
        bent[*rc::gen::inRange<std::size_t>(0, path.size())].back() ^= 1;
        RC_ASSERT(!included(leaf, seq, size, bent));
        bent = path;
        bent.pop_back();
        RC_ASSERT(root_of_path(leaf, {seq}, {size}, bent).error().code == ErrorCode::malformed);
        bent = path;
        bent.push_back(leaf);
        RC_ASSERT(root_of_path(leaf, {seq}, {size}, bent).error().code == ErrorCode::malformed);
    });
    rc::prop("consistency", [&] {
        const auto newer = *rc::gen::inRange<std::uint64_t>(2, kSizeMax + 1);
        const auto older = *rc::gen::inRange<std::uint64_t>(1, newer);
        const Proof proof = *consistency_proof(rows, {older}, {newer});
        const auto holds = [&](const Hash& before, const Hash& after, const Proof& p) {
            return check_consistency({older}, before, {newer}, after, p).has_value();
        };
        RC_ASSERT(holds(root_at(older), root_at(newer), proof));
        RC_ASSERT(!holds(root_at(older - 1), root_at(newer), proof));
        RC_ASSERT(!holds(root_at(older), root_at(newer - 1), proof));
        Proof bent = proof;
        bent[*rc::gen::inRange<std::size_t>(0, proof.size())].front() ^= 0x80;
        RC_ASSERT(!holds(root_at(older), root_at(newer), bent));
        bent = proof;
        bent.pop_back();
        RC_ASSERT(!holds(root_at(older), root_at(newer), bent));
        bent = proof;
        bent.push_back(proof.front());
        RC_ASSERT(!holds(root_at(older), root_at(newer), bent));
    });
}

TEST_CASE("what is asked of no tree is refused", "[ledger]") {
    CHECK(root_of_path({}, {4}, {4}, {}).error().code == ErrorCode::bad_parameter);
    CHECK(root_of_path({}, {0}, {0}, {}).error().code == ErrorCode::bad_parameter);
    CHECK(check_consistency({0}, {}, {4}, {}, {}).error().code == ErrorCode::bad_parameter);
    CHECK(check_consistency({5}, {}, {4}, {}, {}).error().code == ErrorCode::bad_parameter);
    CHECK(check_consistency({4}, root_at(4), {4}, root_at(4), {}));
    CHECK_FALSE(check_consistency({4}, root_at(4), {4}, root_at(3), {}));
    CHECK_FALSE(check_consistency({4}, root_at(4), {4}, root_at(4), {root_at(4)}));
}

TEST_CASE("a range and the subtrees beside it make the whole tree", "[ledger]") {
    Rows rows(all_leaves());
    rc::prop("for any range", [&] {
        const auto size = *rc::gen::inRange<std::uint64_t>(1, kSizeMax + 1);
        const auto from = *rc::gen::inRange<std::uint64_t>(0, size + 1);
        const auto until = *rc::gen::inRange<std::uint64_t>(from, size + 1);
        Frontier frontier;
        const auto add_all = [&](Seq begin, Seq end) {
            for (const NodeId node : subtrees_of(begin, end))
                RC_ASSERT(frontier.add_subtree(node.level, *rows.node(node.level, node.index)));
        };
        add_all({0}, {from});
        for (std::uint64_t seq = from; seq < until; ++seq) frontier.add_leaf(all_leaves()[seq]);
        add_all({until}, {size});
        RC_ASSERT(frontier.size() == TreeSize{size});
        RC_ASSERT(frontier.root() == root_at(size));
    });
    Frontier frontier;
    frontier.add_leaf(all_leaves()[0]);
    CHECK(frontier.add_subtree(1, all_leaves()[1]).error().code == ErrorCode::bad_parameter);
    CHECK(frontier.add_subtree(64, all_leaves()[1]).error().code == ErrorCode::bad_parameter);
    CHECK(frontier.size() == TreeSize{1});
}
