// Who the tokens seen lately stand for, by the SHA-256 of the token, so that a request costs no
// look into the store. Exact, since all changes to tokens go through this process: forget() is
// called after the store has been changed. Bounded; thread-safe, with a lock a shard.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "service/service.hpp"

namespace recert::service {

inline constexpr std::size_t kPrincipalsMax = 16'384;

struct KnownToken {
    std::string id;
    Principal principal;
    std::optional<events::Instant> expires_at;
};

class PrincipalCache {
  public:
    std::optional<KnownToken> find(const std::string& hash);

    // What was looked up when `generation()` was as given: kept only if nothing changed since.
    std::uint64_t generation() const { return generation_.load(); }
    void keep(const std::string& hash, const KnownToken& token, std::uint64_t generation);
    void forget(const std::string& hash);

  private:
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, KnownToken> tokens;
    };
    static constexpr std::size_t kShards = 16;

    Shard& shard_of(const std::string& hash);

    std::atomic<std::uint64_t> generation_{0};
    std::array<Shard, kShards> shards_;
};

}  // namespace recert::service
