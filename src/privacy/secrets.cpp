#include "privacy/secrets.hpp"

#include "privacy/base64url.hpp"
#include "store/durable_file.hpp"

namespace recert::privacy {
namespace {

namespace fs = std::filesystem;

Result<Key> make_key(const fs::path& path) {
    const Key made(random_bytes(kKeyBytes));
    RECERT_TRY(store::replace_file(path, to_base64url(made.view()) + '\n', store::kSecretFile));
    return made;
}

Result<Key> read_key(const fs::path& path, bool may_make) {
    auto text = store::read_file(path);
    if (!text) return tl::unexpected(text.error());
    if (!*text && may_make) return make_key(path);
    if (!*text)
        return fail(ErrorCode::refused_start,
                    path.string() +
                        " is missing: put it back from where it was kept; without it "
                        "this ledger cannot be gone on with");
    const std::string_view line = **text;
    const auto bytes = from_base64url(line.substr(0, line.find('\n')));
    if (!bytes || bytes->size() != kKeyBytes)
        return fail(ErrorCode::refused_start, path.string() + " is not a key of this service");
    return Key(*bytes);
}

}  // namespace

fs::path keys_directory(const fs::path& data_directory) { return data_directory / "keys"; }

fs::path holder_keys_directory(const fs::path& data_directory) {
    return keys_directory(data_directory) / "holders";
}

Result<Secrets> open_secrets(const fs::path& data_directory) {
    const fs::path keys = keys_directory(data_directory);
    RECERT_TRY(store::make_directory(keys, store::kSecretDirectory));
    // The vault opens its store only once all secrets are there: until then it is a first start.
    const bool first_start = !fs::exists(holder_keys_directory(data_directory));
    auto master = read_key(keys / "master.key", first_start);
    if (!master) return tl::unexpected(master.error());
    auto seed = read_key(keys / "signing.seed", first_start);
    if (!seed) return tl::unexpected(seed.error());
    auto idempotency = read_key(keys / "idempotency.key", first_start);
    if (!idempotency) return tl::unexpected(idempotency.error());
    return Secrets{*master, *seed, *idempotency};
}

}  // namespace recert::privacy
