// What one synced write makes true: entries, idempotency keys and views, together or not at all.
//
// Entries are opaque bytes of at most kEntryBytesMax; stream names and keys are opaque too, but a
// stream name holds no NUL. Versions of a stream are gapless from 1, also across the group.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "position.hpp"

namespace recert::ledger {

inline constexpr std::size_t kEntryBytesMax = 65'535;  // tlog-tiles: a uint16 length

struct NewEntry {
    std::string stream;  // credential/cptm-000042
    StreamVersion version;
    std::string bytes;
};

// What an idempotency key stands for.
struct Repeat {
    std::string digest;  // keyed digest of the request
    Seq first;
    std::uint32_t count;
    bool operator==(const Repeat&) const = default;
};

struct ViewChange {
    std::string key;
    std::optional<std::string> value;  // nullopt: erased
};

// May be without entries: then only keys and views change.
struct Group {
    Seq first;                      // = the count of entries before the group
    std::vector<NewEntry> entries;  // seq = first, first + 1, …
    std::vector<std::pair<std::string, Repeat>> keys;
    std::vector<ViewChange> views;
};

}  // namespace recert::ledger
