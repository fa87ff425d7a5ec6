#include "service/principal_cache.hpp"

namespace recert::service {

PrincipalCache::Shard& PrincipalCache::shard_of(const std::string& hash) {
    return shards_[hash.empty() ? 0 : static_cast<unsigned char>(hash.front()) % kShards];
}

std::optional<KnownToken> PrincipalCache::find(const std::string& hash) {
    Shard& shard = shard_of(hash);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.tokens.find(hash);
    if (found == shard.tokens.end()) return std::nullopt;
    return found->second;
}

void PrincipalCache::keep(const std::string& hash, const KnownToken& token,
                          std::uint64_t generation) {
    Shard& shard = shard_of(hash);
    const std::lock_guard lock(shard.mutex);
    if (generation_.load() != generation) return;
    if (shard.tokens.size() >= kPrincipalsMax / kShards) shard.tokens.clear();
    shard.tokens.insert_or_assign(hash, token);
}

void PrincipalCache::forget(const std::string& hash) {
    // The count first: who looked before it keeps nothing, who kept before it is erased below.
    ++generation_;
    Shard& shard = shard_of(hash);
    const std::lock_guard lock(shard.mutex);
    shard.tokens.erase(hash);
}

}  // namespace recert::service
