#include "privacy/vault.hpp"

#include <charconv>
#include <optional>

#include "privacy/base64url.hpp"
#include "privacy/secrets.hpp"

namespace recert::privacy {
namespace {

std::string wrapping_place(std::string_view holder) { return "holder-key/" + std::string(holder); }

// No holder has it for an id, and it comes before all of them.
const std::string kMadeRow(1, '\0');

Result<std::uint64_t> read_made(const store::WriteStore& store) {
    const auto text = store.reading().snapshot().get(store::Family::holder_keys, kMadeRow);
    if (!text) return tl::unexpected(text.error());
    std::uint64_t made = 0;
    if (*text) std::from_chars((*text)->data(), (*text)->data() + (*text)->size(), made);
    return made;
}

// One wrapped key tells for all.
Status check_master(const store::WriteStore& store, const Key& master) {
    const auto row = store.reading().snapshot().last(store::Family::holder_keys);
    if (!row) return tl::unexpected(row.error());
    if (!*row || (*row)->first == kMadeRow ||
        decrypt(master, wrapping_place((*row)->first), (*row)->second))
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
                                           const Key& master,
                                           std::shared_ptr<rocksdb::FileSystem> file_system) {
    store::StoreOptions options;
    options.directory = holder_keys_directory(data_directory);
    options.families = {store::Family::holder_keys};
    options.file_system = std::move(file_system);
    auto opened = store::WriteStore::open(options);
    if (!opened) return tl::unexpected(opened.error());
    RECERT_TRY(check_master(**opened, master));
    const auto made = read_made(**opened);
    if (!made) return tl::unexpected(made.error());
    return std::unique_ptr<Vault>(new Vault(std::move(*opened), master, *made));
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

}  // namespace recert::privacy
