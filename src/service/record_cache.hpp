// The records used last, bounded by an estimate of their size. Thread-safe; a lock covers one
// shard for the time of a lookup.
//
// What is in here is durable. It keeps the newest version of a stream it was given; whoever reads
// the past folds for itself.
#pragma once

#include <array>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>

#include "projections/program.hpp"
#include "projections/record.hpp"

namespace recert::service {

// In the order of StreamKind.
using Held = std::variant<std::shared_ptr<const projections::Program>,
                          std::shared_ptr<const projections::OrganizationRecord>,
                          std::shared_ptr<const projections::HolderRecord>,
                          std::shared_ptr<const projections::CredentialRecord>>;

// Of each of two caches, what everybody reads and what the sequencer decides on: they hold the same
// records, and share them, but for what was evicted from one and not from the other.
inline constexpr std::size_t kRecordCacheBytes = std::size_t{256} << 20;

class RecordCache {
  public:
    explicit RecordCache(std::size_t bytes_max = kRecordCacheBytes);

    std::optional<Held> find(const std::string& stream);
    void keep(const std::string& stream, const Held& record);

  private:
    struct Kept {
        std::string stream;
        Held record;
        std::size_t bytes;
    };
    struct Shard {
        std::mutex mutex;
        std::list<Kept> kept;  // the one used last in front
        std::unordered_map<std::string, std::list<Kept>::iterator> places;
        std::size_t bytes = 0;
    };
    static constexpr std::size_t kShards = 16;

    Shard& shard_of(const std::string& stream);

    std::size_t shard_bytes_max_;
    std::array<Shard, kShards> shards_;
};

}  // namespace recert::service
