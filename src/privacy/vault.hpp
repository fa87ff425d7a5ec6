// Personal data under its holder's own key: destroy the key, and nobody can read it any more.
//
// One random 32-byte data key a holder lies in DIR/keys/holders (a store of its own), wrapped under
// the master key. A sealed text is bound to a place (sealed_field.hpp), so that it opens nowhere
// else. A new key is prepared in memory and on the disk only after persist(): whoever appends calls
// it before the ledger's batch, one sync for as many holders as there are. destroy() answers when a
// key is in no file of the store and not in memory any more.
//
// The master key may change: rows wrapped under one that was before are wrapped anew by rewrap().
//
// Errors: refused_start (open only: also another master key), not_found (the holder has no key, or
// no longer), corrupt (tampered with, or bound to another place), storage and its like from the
// store. Thread-safe.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "privacy/sealed_field.hpp"
#include "result.hpp"
#include "store/copies.hpp"
#include "store/writing.hpp"

namespace recert::privacy {

inline constexpr std::size_t kCachedKeysMax = 65'536;

class Vault {
  public:
    // `masters`: the current one first, then those that rows may still be wrapped under.
    static Result<std::unique_ptr<Vault>> open(
        const std::filesystem::path& data_directory, std::vector<Key> masters,
        std::shared_ptr<rocksdb::FileSystem> file_system = nullptr);

    // Sees to it that the holder has a key, if need be a new one.
    Status prepare(const std::string& holder);
    // Makes every prepared key durable. One thread.
    Status persist();
    // Count of the keys that were ever made durable. A store that lost some of them at its end
    // cannot tell by itself: whoever can tells by this number.
    std::uint64_t made() const { return made_.load(); }

    // Destroys the holders' keys for good; one that has none is no error. What a kill interrupted
    // is gone on with at the next opening.
    Status destroy(const std::vector<std::string>& holders);
    Result<store::CopyState> copy_to(store::WriteCopies& copies, const store::GoesOn& goes_on);

    // Wraps every key under the current master key, and destroys what was wrapped under others.
    // Before anybody else uses the vault.
    Status rewrap();

    // Base64url of a sealed field.
    Result<std::string> seal(const std::string& holder, std::string_view place,
                             std::string_view clear) const;
    Result<std::string> open(const std::string& holder, std::string_view place,
                             std::string_view sealed) const;
    // The key of one sealed field, which opens it and no other. It must open.
    Result<Key> field_key(const std::string& holder, std::string_view place,
                          std::string_view sealed) const;
    // The key of what lies sealed outside of the ledger.
    Result<Key> evidence_key(const std::string& holder) const;

  private:
    using Keys = std::unordered_map<std::string, Key>;
    struct Shard {
        std::mutex mutex;
        Keys keys;
        std::uint64_t forgotten = 0;  // times that a key went: one read before is not kept after
    };
    static constexpr std::size_t kShards = 16;

    Vault(std::unique_ptr<store::WriteStore> store, std::vector<Key> masters, std::uint64_t made)
        : store_(std::move(store)), masters_(std::move(masters)), made_(made) {}

    Shard& shard_of(const std::string& holder) const;
    void cache(const std::string& holder, const Key& key, std::uint64_t forgotten) const;
    void forget(const std::string& holder);
    Result<std::optional<std::string>> row_of(std::string_view row) const;
    Result<Key> key_of(const std::string& holder) const;
    Status finish_destroying();
    Status purge();
    Result<store::Batch> wrapped_anew(std::string& from) const;

    std::unique_ptr<store::WriteStore> store_;
    std::vector<Key> masters_;
    mutable std::shared_mutex reading_;  // shared while a snapshot of the store is held
    std::mutex destroying_;
    mutable std::array<Shard, kShards> cached_;
    mutable std::mutex prepared_mutex_;
    Keys prepared_;
    std::atomic<std::uint64_t> made_;
};

}  // namespace recert::privacy
