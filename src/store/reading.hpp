// The reading half of a store: snapshots, lookups and ordered scans over RocksDB.
//
// A Snapshot is one point in time: everything a batch made true is in it, or nothing of it; what is
// in it is durable. ReadStore and Snapshot are cheap handles on one shared database, may be copied,
// and are safe in any number of threads. The database closes (and its lock goes) when the last
// handle does. Errors: `storage` (the machine), `corrupt` (the bytes are not what was written),
// `refused_start` (open only). Cannot write.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "result.hpp"
#include "store/family.hpp"

namespace recert::store {

class Database;

// Keys in [from, until), in byte order; an empty `until` means to the end.
struct Bounds {
    std::string from;
    std::string until;
};

Bounds prefix_bounds(std::string_view prefix);

using Row = std::pair<std::string, std::string>;

// Called with key and value, valid during the call only; false ends the scan.
using Visitor = std::function<bool(std::string_view key, std::string_view value)>;

class ReadStore;

class Snapshot {
  public:
    Result<std::optional<std::string>> get(Family family, std::string_view key) const;
    // As many answers as keys, in their order.
    Result<std::vector<std::optional<std::string>>> read_many(
        Family family, const std::vector<std::string>& keys) const;
    Status scan(Family family, const Bounds& bounds, const Visitor& visit) const;
    // The row with the greatest key within the bounds, if there is one.
    Result<std::optional<Row>> last(Family family, const Bounds& bounds = {}) const;
    // What it is a snapshot of.
    ReadStore store() const;

  private:
    friend class ReadStore;
    struct Held;
    explicit Snapshot(std::shared_ptr<const Held> held) : held_(std::move(held)) {}
    std::shared_ptr<const Held> held_;
};

class ReadStore {
  public:
    // Opens read-only, without the lock: also beside a running service, as of now.
    static Result<ReadStore> open(const std::filesystem::path& directory,
                                  const std::vector<Family>& families);
    explicit ReadStore(std::shared_ptr<Database> database) : database_(std::move(database)) {}

    Snapshot snapshot() const;
    // Reads every file and compares it with the checksum kept of it; names the first that differs.
    Status verify_files() const;

  private:
    std::shared_ptr<Database> database_;
};

}  // namespace recert::store
