// RFC 6962 and RFC 9162 as they read, without tiles and without our code: what the ledger's tree is
// compared with.
#pragma once

#include <openssl/sha.h>

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recert::naive {

using Hash = std::array<std::uint8_t, 32>;

inline Hash sha(const std::string& bytes) {
    Hash hash;
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
    return hash;
}

inline Hash leaf(std::string_view entry) { return sha(std::string(1, '\0').append(entry)); }

inline Hash node(const Hash& left, const Hash& right) {
    std::string bytes(1, '\1');
    bytes.append(left.begin(), left.end()).append(right.begin(), right.end());
    return sha(bytes);
}

// MTH of RFC 6962 §2.1.
inline Hash root(std::span<const Hash> leaves) {
    if (leaves.empty()) return sha("");
    if (leaves.size() == 1) return leaves.front();
    const std::size_t left = std::bit_floor(leaves.size() - 1);
    return node(root(leaves.first(left)), root(leaves.subspan(left)));
}

// RFC 9162 §2.1.3.2.
inline bool included(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                     const std::vector<Hash>& proof, const Hash& root) {
    if (index >= size) return false;
    std::uint64_t fn = index;
    std::uint64_t sn = size - 1;
    Hash r = leaf;
    for (const Hash& p : proof) {
        if (sn == 0) return false;
        if ((fn & 1) != 0 || fn == sn) {
            r = node(p, r);
            while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
        } else {
            r = node(r, p);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && r == root;
}

// RFC 9162 §2.1.4.2.
inline bool consistent(std::uint64_t first, std::uint64_t second, const Hash& first_root,
                       const Hash& second_root, std::vector<Hash> proof) {
    if (first == second) return proof.empty() && first_root == second_root;
    if (std::has_single_bit(first)) proof.insert(proof.begin(), first_root);
    if (proof.empty()) return false;
    std::uint64_t fn = first - 1;
    std::uint64_t sn = second - 1;
    while ((fn & 1) != 0) fn >>= 1, sn >>= 1;
    Hash fr = proof.front();
    Hash sr = proof.front();
    for (const Hash& c : std::span(proof).subspan(1)) {
        if (sn == 0) return false;
        if ((fn & 1) != 0 || fn == sn) {
            fr = node(c, fr);
            sr = node(c, sr);
            while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
        } else {
            sr = node(sr, c);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && fr == first_root && sr == second_root;
}

}  // namespace recert::naive
