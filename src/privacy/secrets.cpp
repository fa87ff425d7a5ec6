#include "privacy/secrets.hpp"

#include "privacy/base64url.hpp"
#include "store/durable_file.hpp"

namespace recert::privacy {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCheckBytes = 6;
constexpr const char* kMasterKeys = "master.key";
constexpr const char* kSigningSeeds = "signing.seed";
constexpr const char* kBadgeSeeds = "badge.seed";

// One that is read wrong would make other answers, or seal what nobody can open. Directories of the
// first builds have files without the second line.
std::string text_of(const Key& key) {
    return to_base64url(key.view()) + '\n' +
           to_base64url(sha256(key.view()).substr(0, kCheckBytes)) + '\n';
}

Status replace_keys(const fs::path& path, const std::vector<Key>& keys) {
    std::string text;
    for (const Key& key : keys) text += text_of(key);
    return store::replace_file(path, text, store::kSecretFile);
}

Result<Key> make_key(const fs::path& path) {
    Key made(random_bytes(kKeyBytes));
    RECERT_TRY(replace_keys(path, {made}));
    return made;
}

tl::unexpected<Error> damaged(const fs::path& path) {
    return fail(ErrorCode::refused_start,
                path.string() +
                    " is not a key of this service, or damaged: put back the one that was kept");
}

// The file's keys, in their order.
Result<std::vector<Key>> read_keys(const fs::path& path, bool may_make) {
    auto text = store::read_file(path);
    if (!text) return tl::unexpected(text.error());
    if (!*text && may_make) {
        auto made = make_key(path);
        if (!made) return tl::unexpected(made.error());
        return std::vector<Key>{*made};
    }
    if (!*text)
        return fail(ErrorCode::refused_start,
                    path.string() +
                        " is missing: put it back from where it was kept; without it "
                        "this ledger cannot be gone on with");
    std::vector<Key> keys;
    std::string_view rest = **text;
    do {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        const auto bytes = from_base64url(line);
        if (!bytes || bytes->size() != kKeyBytes) return damaged(path);
        keys.emplace_back(*bytes);
        if (line.size() + 1 == (*text)->size()) break;
        const std::string whole = text_of(keys.back());
        if (!rest.starts_with(whole)) return damaged(path);
        rest.remove_prefix(whole.size());
    } while (!rest.empty());
    return keys;
}

Result<Key> read_key(const fs::path& path, bool may_make) {
    const auto keys = read_keys(path, may_make);
    if (!keys) return tl::unexpected(keys.error());
    if (keys->size() != 1) return damaged(path);
    return keys->front();
}

}  // namespace

fs::path keys_directory(const fs::path& data_directory) { return data_directory / "keys"; }

fs::path holder_keys_directory(const fs::path& data_directory) {
    return keys_directory(data_directory) / "holders";
}

fs::path master_key_path(const fs::path& data_directory) {
    return keys_directory(data_directory) / kMasterKeys;
}

Result<std::vector<Key>> read_master_keys(const fs::path& file) { return read_keys(file, false); }

Result<Secrets> open_secrets(const fs::path& data_directory, bool is_first_start) {
    const fs::path keys = keys_directory(data_directory);
    RECERT_TRY(store::make_directory(keys, store::kSecretDirectory));
    auto masters = read_keys(keys / kMasterKeys, is_first_start);
    if (!masters) return tl::unexpected(masters.error());
    auto seeds = read_keys(keys / kSigningSeeds, is_first_start);
    if (!seeds) return tl::unexpected(seeds.error());
    auto idempotency = read_key(keys / "idempotency.key", is_first_start);
    if (!idempotency) return tl::unexpected(idempotency.error());
    return Secrets{std::move(*masters), std::move(*seeds), *idempotency};
}

Result<std::vector<Key>> open_badge_seeds(const fs::path& data_directory, bool may_make) {
    return read_keys(keys_directory(data_directory) / kBadgeSeeds, may_make);
}

Status replace_signing_seeds(const fs::path& data_directory, const std::vector<Key>& seeds) {
    return replace_keys(keys_directory(data_directory) / kSigningSeeds, seeds);
}

Status replace_badge_seeds(const fs::path& data_directory, const std::vector<Key>& seeds) {
    return replace_keys(keys_directory(data_directory) / kBadgeSeeds, seeds);
}

Status replace_master_keys(const fs::path& data_directory, const std::vector<Key>& masters) {
    return replace_keys(keys_directory(data_directory) / kMasterKeys, masters);
}

}  // namespace recert::privacy
