// The column families of a store, by name. The shapes of keys and values belong to whoever writes
// them (ledger/format.hpp, privacy).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace recert::store {

enum class Family : std::uint8_t {
    entries,
    streams,
    heads,
    idempotency,
    tiles,
    meta,
    views,
    tokens,       // the ledger
    holder_keys,  // the store of data keys
    accesses,     // the store of who read what
};

inline constexpr std::size_t kFamilyCount = 10;

std::string_view family_name(Family family);

// The families of the ledger's store; the other stores have but one, and name it themselves.
std::vector<Family> ledger_families();

}  // namespace recert::store
