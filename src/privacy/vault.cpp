#include "privacy/vault.hpp"

#include <optional>

#include "privacy/base64url.hpp"
#include "privacy/secrets.hpp"

namespace recert::privacy {
namespace {

std::string wrapping_place(std::string_view holder) { return "holder-key/" + std::string(holder); }

}  // namespace

std::string place(std::string_view stream, std::string_view type, std::string_view field) {
    std::string out;
    out.reserve(stream.size() + type.size() + field.size() + 2);
    out.append(stream).append(1, '\0').append(type).append(1, '\0').append(field);
    return out;
}

Result<std::unique_ptr<Vault>> Vault::open(const std::filesystem::path& data_directory,
                                           const Key& master,
                                           std::shared_ptr<rocksdb::FileSystem> file_system) {
    store::StoreOptions options;
    options.directory = holder_keys_directory(data_directory);
    options.families = {store::Family::holder_keys};
    options.file_system = std::move(file_system);
    auto opened = store::WriteStore::open(options);
    if (!opened) return tl::unexpected(opened.error());
    return std::unique_ptr<Vault>(new Vault(std::move(*opened), master));
}

Vault::Shard& Vault::shard_of(const std::string& holder) const {
    return cached_[std::hash<std::string>{}(holder) % kShards];
}

void Vault::cache(const std::string& holder, const Key& key) const {
    Shard& shard = shard_of(holder);
    const std::lock_guard lock(shard.mutex);
    if (shard.keys.size() >= kCachedKeysMax / kShards) shard.keys.clear();
    shard.keys.insert_or_assign(holder, key);
}

Result<Key> Vault::key_of(const std::string& holder) const {
    {
        Shard& shard = shard_of(holder);
        const std::lock_guard lock(shard.mutex);
        if (const auto found = shard.keys.find(holder); found != shard.keys.end())
            return found->second;
    }
    {
        const std::lock_guard lock(prepared_mutex_);
        if (const auto found = prepared_.find(holder); found != prepared_.end())
            return found->second;
    }
    auto wrapped = store_->reading().snapshot().get(store::Family::holder_keys, holder);
    if (!wrapped) return tl::unexpected(wrapped.error());
    if (!*wrapped) return fail(ErrorCode::not_found, "holder " + holder + " has no data key");
    const auto bytes = decrypt(master_, wrapping_place(holder), **wrapped);
    if (!bytes || bytes->size() != kKeyBytes)
        return fail(ErrorCode::corrupt,
                    "the data key of holder " + holder + " does not open under this master key");
    const Key key(*bytes);
    cache(holder, key);
    return key;
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
        batch.put(store::Family::holder_keys, holder,
                  encrypt(master_, wrapping_place(holder), key.view()));
    RECERT_TRY(store_->commit(std::move(batch)));
    const std::lock_guard lock(prepared_mutex_);
    for (const auto& [holder, key] : writing) prepared_.erase(holder);
    return {};
}

Result<std::string> Vault::seal(const std::string& holder, std::string_view place,
                                std::string_view clear) const {
    const auto key = key_of(holder);
    if (!key) return tl::unexpected(key.error());
    return to_base64url(encrypt(*key, place, clear));
}

Result<std::string> Vault::open(const std::string& holder, std::string_view place,
                                std::string_view sealed) const {
    const auto key = key_of(holder);
    if (!key) return tl::unexpected(key.error());
    const auto bytes = from_base64url(sealed);
    auto clear = bytes ? decrypt(*key, place, *bytes) : std::nullopt;
    if (!clear)
        return fail(ErrorCode::corrupt, "a sealed field of holder " + holder + " does not open");
    return *clear;
}

}  // namespace recert::privacy
