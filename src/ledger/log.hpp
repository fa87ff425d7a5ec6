// The log: entries, streams, idempotency keys, views and the tree, in one RocksDB. DRAFT of the face
// the sequencer uses; whoever builds `ledger` completes it (read half and write half apart).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "position.hpp"
#include "result.hpp"

namespace recert::ledger {

struct NewEntry {
    std::string stream;     // credential/cptm-000042
    StreamVersion version;
    std::string bytes;
};

// What an idempotency key stands for.
struct Repeat {
    std::string digest;     // keyed digest of the request
    Seq first;
    std::uint32_t count;
};

struct ViewChange {
    std::string key;
    std::optional<std::string> value;  // nullopt: erased
};

// Everything one synced write makes true.
struct Group {
    Seq first;
    std::vector<NewEntry> entries;  // seq = first, first + 1, …
    std::vector<std::pair<std::string, Repeat>> keys;
    std::vector<ViewChange> views;
};

}  // namespace recert::ledger
