#include "privacy/vault.hpp"

#include <charconv>
#include <optional>

#include "privacy/base64url.hpp"
#include "privacy/secrets.hpp"
#include "privacy/vault_rows.hpp"

namespace recert::privacy {
namespace {

Result<std::uint64_t> read_made(const store::WriteStore& store) {
    const auto text = store.reading().snapshot().get(store::Family::holder_keys, kMadeRow);
    if (!text) return tl::unexpected(text.error());
    std::uint64_t made = 0;
    if (*text) std::from_chars((*text)->data(), (*text)->data() + (*text)->size(), made);
    return made;
}

// One wrapped key tells for all.
Status check_masters(const store::WriteStore& store, const std::vector<Key>& masters) {
    const auto row = store.reading().snapshot().last(store::Family::holder_keys);
    if (!row) return tl::unexpected(row.error());
    if (!*row || !is_holder((*row)->first) || unwrap(masters, (*row)->first, (*row)->second))
        return {};
    return fail(ErrorCode::refused_start,
                "the holders' keys do not open under this master key: put the file master.key back "
                "that they were wrapped under");
}

tl::unexpected<Error> does_not_open(const std::string& holder) {
    return fail(ErrorCode::corrupt, "a sealed field of holder " + holder + " does not open");
}

}  // namespace

Result<std::unique_ptr<Vault>> Vault::open(const std::filesystem::path& data_directory,
                                           std::vector<Key> masters,
                                           std::shared_ptr<rocksdb::FileSystem> file_system) {
    store::StoreOptions options;
    options.directory = holder_keys_directory(data_directory);
    options.families = {store::Family::holder_keys};
    options.file_system = std::move(file_system);
    auto opened = store::WriteStore::open(options);
    if (!opened) return tl::unexpected(opened.error());
    RECERT_TRY(check_masters(**opened, masters));
    const auto made = read_made(**opened);
    if (!made) return tl::unexpected(made.error());
    std::unique_ptr<Vault> vault(new Vault(std::move(*opened), std::move(masters), *made));
    RECERT_TRY(vault->finish_destroying());
    return vault;
}

Vault::Shard& Vault::shard_of(const std::string& holder) const {
    return cached_[std::hash<std::string>{}(holder) % kShards];
}

void Vault::cache(const std::string& holder, const Key& key, std::uint64_t forgotten) const {
    Shard& shard = shard_of(holder);
    const std::lock_guard lock(shard.mutex);
    if (shard.forgotten != forgotten) return;
    if (shard.keys.size() >= kCachedKeysMax / kShards) shard.keys.clear();
    shard.keys.insert_or_assign(holder, key);
}

Result<std::optional<std::string>> Vault::row_of(std::string_view row) const {
    const std::shared_lock reading(reading_);
    return store_->reading().snapshot().get(store::Family::holder_keys, row);
}

Result<Key> Vault::key_of(const std::string& holder) const {
    std::uint64_t forgotten = 0;
    {
        Shard& shard = shard_of(holder);
        const std::lock_guard lock(shard.mutex);
        if (const auto found = shard.keys.find(holder); found != shard.keys.end())
            return found->second;
        forgotten = shard.forgotten;
    }
    {
        const std::lock_guard lock(prepared_mutex_);
        if (const auto found = prepared_.find(holder); found != prepared_.end())
            return found->second;
    }
    const auto wrapped = row_of(holder);
    if (!wrapped) return tl::unexpected(wrapped.error());
    if (!*wrapped) return fail(ErrorCode::not_found, "holder " + holder + " has no data key");
    auto key = unwrap(masters_, holder, **wrapped);
    if (!key)
        return fail(ErrorCode::corrupt,
                    "the data key of holder " + holder + " does not open under this master key");
    cache(holder, *key, forgotten);
    return std::move(*key);
}

Status Vault::prepare(const std::string& holder) {
    const auto existing = key_of(holder);
    if (existing) return {};
    if (existing.error().code != ErrorCode::not_found) return tl::unexpected(existing.error());
    const std::lock_guard lock(prepared_mutex_);
    prepared_.try_emplace(holder, Key(random_bytes(kKeyBytes)));
    return {};
}

Status Vault::persist() {
    Keys writing;
    {
        const std::lock_guard lock(prepared_mutex_);
        writing = prepared_;
    }
    if (writing.empty()) return {};
    store::Batch batch = store_->batch();
    for (const auto& [holder, key] : writing)
        batch.put(store::Family::holder_keys, holder, wrap(masters_.front(), holder, key));
    const std::uint64_t made = made_.load() + writing.size();
    batch.put(store::Family::holder_keys, kMadeRow, std::to_string(made));
    RECERT_TRY(store_->commit(std::move(batch)));
    made_.store(made);
    const std::lock_guard lock(prepared_mutex_);
    for (const auto& [holder, key] : writing) prepared_.erase(holder);
    return {};
}

Result<std::string> Vault::seal(const std::string& holder, std::string_view place,
                                std::string_view clear) const {
    const auto key = key_of(holder);
    if (!key) return tl::unexpected(key.error());
    return to_base64url(seal_field(*key, place, clear));
}

Result<std::string> Vault::open(const std::string& holder, std::string_view place,
                                std::string_view sealed) const {
    const auto key = key_of(holder);
    if (!key) return tl::unexpected(key.error());
    const auto bytes = from_base64url(sealed);
    auto clear = bytes ? open_field(*key, place, *bytes) : std::nullopt;
    if (!clear) return does_not_open(holder);
    return *clear;
}

Result<Key> Vault::field_key(const std::string& holder, std::string_view place,
                             std::string_view sealed) const {
    const auto key = key_of(holder);
    if (!key) return tl::unexpected(key.error());
    const auto bytes = from_base64url(sealed);
    if (!bytes || !open_field(*key, place, *bytes)) return does_not_open(holder);
    return privacy::field_key(*key, place, *bytes);
}

// Shorter than a nonce, hence no field's.
Result<Key> Vault::evidence_key(const std::string& holder) const {
    const auto key = key_of(holder);
    if (!key) return tl::unexpected(key.error());
    return Key(hmac_sha256(*key, "evidence"));
}

}  // namespace recert::privacy
