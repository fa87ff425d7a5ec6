#include "service/record_cache.hpp"

#include "service/records.hpp"

namespace recert::service {
namespace {

// Measured on credentials of a few dozen events; an estimate is enough for a bound.
constexpr std::size_t kRecordBytes = 2'048;
constexpr std::size_t kFactBytes = 320;

std::size_t estimate(const Held& record) {
    return kRecordBytes + kFactBytes * version_of(record).value;
}

}  // namespace

RecordCache::RecordCache(std::size_t bytes_max) : shard_bytes_max_(bytes_max / kShards) {}

RecordCache::Shard& RecordCache::shard_of(const std::string& stream) {
    return shards_[std::hash<std::string>{}(stream) % kShards];
}

std::optional<Held> RecordCache::find(const std::string& stream) {
    Shard& shard = shard_of(stream);
    const std::lock_guard lock(shard.mutex);
    const auto place = shard.places.find(stream);
    if (place == shard.places.end()) return std::nullopt;
    shard.kept.splice(shard.kept.begin(), shard.kept, place->second);
    return place->second->record;
}

void RecordCache::keep(const std::string& stream, const Held& record) {
    Shard& shard = shard_of(stream);
    const std::lock_guard lock(shard.mutex);
    if (const auto place = shard.places.find(stream); place != shard.places.end()) {
        if (version_of(place->second->record) >= version_of(record)) return;
        shard.bytes -= place->second->bytes;
        shard.kept.erase(place->second);
        shard.places.erase(place);
    }
    shard.kept.push_front({stream, record, estimate(record)});
    shard.places.emplace(stream, shard.kept.begin());
    shard.bytes += shard.kept.front().bytes;
    while (shard.bytes > shard_bytes_max_ && shard.kept.size() > 1) {
        shard.bytes -= shard.kept.back().bytes;
        shard.places.erase(shard.kept.back().stream);
        shard.kept.pop_back();
    }
}

}  // namespace recert::service
