// Roots and proofs against the known vectors and against the RFCs read naively.
#include "ledger/tree.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "ledger/feed.hpp"
#include "ledger/known_tree.hpp"
#include "ledger/open_log.hpp"

using namespace recert;
using namespace recert::ledger;

namespace {

std::vector<std::string> in_hex(const Proof& proof) {
    std::vector<std::string> lines;
    for (const Hash& hash : proof) lines.push_back(hex(bytes_of(hash)));
    return lines;
}

std::vector<Hash> leaves(std::uint64_t count) {
    std::vector<Hash> leaves;
    for (std::uint64_t i = 0; i < count; ++i) leaves.push_back(naive::leaf(Feed::bytes(Seq{i})));
    return leaves;
}

}  // namespace

TEST_CASE("the eight known entries give the known roots and proofs", "[ledger]") {
    const support::ScratchDirectory scratch;
    const auto log = open_log(scratch.path());
    CHECK(hex(bytes_of(*log->reader()->root({}))) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    StreamVersion version;
    for (std::uint64_t i = 0; i < kEntries.size(); ++i) {
        version = version.next();
        REQUIRE(log->append({Seq{i}, {{"s", version, kEntries[i]}}, {}, {}}));
    }
    const Reader reader = *log->reader();
    for (std::uint64_t size = 1; size <= kEntries.size(); ++size)
        CHECK(hex(bytes_of(*reader.root({size}))) == kRoots[size - 1]);
    CHECK(in_hex(*reader.inclusion({0}, {8})) ==
          std::vector<std::string>{
              "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
              "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
              "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"});
    CHECK(in_hex(*reader.consistency({6}, {8})) ==
          std::vector<std::string>{
              "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
              "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
              "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"});
}

TEST_CASE("proofs verify in every tree up to 600 leaves", "[ledger]") {
    const std::vector<Hash> all = leaves(600);
    Rows rows(all);
    std::vector<Hash> roots;
    for (std::size_t size = 0; size <= all.size(); ++size)
        roots.push_back(naive::root(std::span(all).first(size)));
    std::uint64_t wrong = 0;
    for (std::uint64_t size = 1; size <= all.size(); ++size) {
        wrong += *root_of(rows, {size}) != roots[size];
        // Each leaf of the smaller trees, some of the larger ones.
        const std::uint64_t step = size <= 140 ? 1 : 13;
        for (std::uint64_t leaf = size % step; leaf < size; leaf += step) {
            const Proof path = *inclusion_proof(rows, {leaf}, {size});
            wrong += !naive::included(all[leaf], leaf, size, path, roots[size]);
            const std::uint64_t older = leaf + 1;
            const Proof growth = *consistency_proof(rows, {older}, {size});
            wrong += !naive::consistent(older, size, roots[older], roots[size], growth);
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("a proof does not verify for another leaf, size or root", "[ledger]") {
    const std::vector<Hash> all = leaves(11);
    Rows rows(all);
    const Hash root = naive::root(all);
    const Proof path = *inclusion_proof(rows, {4}, {11});
    CHECK(naive::included(all[4], 4, 11, path, root));
    CHECK_FALSE(naive::included(all[5], 4, 11, path, root));
    CHECK_FALSE(naive::included(all[4], 5, 11, path, root));
    CHECK_FALSE(naive::included(all[4], 4, 11, path, all[0]));
}

TEST_CASE("there are no proofs of what is not there", "[ledger]") {
    Rows rows(leaves(4));
    CHECK(inclusion_proof(rows, {4}, {4}).error().code == ErrorCode::bad_parameter);
    CHECK(inclusion_proof(rows, {0}, {0}).error().code == ErrorCode::bad_parameter);
    CHECK(consistency_proof(rows, {0}, {4}).error().code == ErrorCode::bad_parameter);
    CHECK(consistency_proof(rows, {4}, {3}).error().code == ErrorCode::bad_parameter);
    CHECK(consistency_proof(rows, {4}, {4})->empty());
}

TEST_CASE("stored tiles give the same roots and proofs, beyond 65,536 leaves", "[ledger]") {
    constexpr std::uint64_t kSize = 65'536 + 1'500;
    const support::ScratchDirectory scratch;
    const LogOptions options = quick();
    Feed feed(1'000);
    for (std::uint64_t size = 0; size < kSize;) {
        // Opened again and again, so that the right edge is loaded at many widths.
        const auto log = open_log(scratch.path(), options);
        for (int groups = 0; groups < 9 && size < kSize; ++groups) {
            const std::uint64_t count = std::min<std::uint64_t>(kSize - size, 1'024 - groups);
            REQUIRE(log->append(feed.next(count)));
            size += count;
        }
    }
    const Reader reader = *Reader::open(scratch.path());
    REQUIRE(reader.size() == TreeSize{kSize});
    const std::vector<Hash> all = leaves(kSize);
    std::mt19937_64 random(6962);
    std::vector<std::uint64_t> sizes = {1, 255, 256, 257, 65'535, 65'536, 65'537, kSize};
    for (int i = 0; i < 12; ++i) sizes.push_back(1 + random() % kSize);
    for (const std::uint64_t size : sizes) {
        const Hash root = naive::root(std::span(all).first(size));
        CHECK(*reader.root({size}) == root);
        const std::uint64_t leaf = random() % size;
        CHECK(*reader.leaf({leaf}) == all[leaf]);
        CHECK(naive::included(all[leaf], leaf, size, *reader.inclusion({leaf}, {size}), root));
        const Hash older = naive::root(std::span(all).first(leaf + 1));
        CHECK(naive::consistent(leaf + 1, size, older, root,
                                *reader.consistency({leaf + 1}, {size})));
    }
}
