// Positions: in the ledger (Seq, from 0, also the Merkle leaf index) and in a stream
// (StreamVersion, from 1). Two types, so that one is never passed for the other.
#pragma once

#include <compare>
#include <cstdint>

namespace recert {

struct Seq {
    std::uint64_t value = 0;
    auto operator<=>(const Seq&) const = default;
    Seq next() const { return {value + 1}; }
};

struct StreamVersion {
    std::uint64_t value = 0;  // 0: the stream has no events yet
    auto operator<=>(const StreamVersion&) const = default;
    StreamVersion next() const { return {value + 1}; }
};

}  // namespace recert
