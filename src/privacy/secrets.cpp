#include "privacy/secrets.hpp"

#include "privacy/base64url.hpp"
#include "store/durable_file.hpp"

namespace recert::privacy {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCheckBytes = 6;

// One that is read wrong would make other answers, or seal what nobody can open. Directories of the
// first builds have files without the second line.
std::string text_of(const Key& key) {
    return to_base64url(key.view()) + '\n' +
           to_base64url(sha256(key.view()).substr(0, kCheckBytes)) + '\n';
}

Result<Key> make_key(const fs::path& path) {
    const Key made(random_bytes(kKeyBytes));
    RECERT_TRY(store::replace_file(path, text_of(made), store::kSecretFile));
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
    const bool is_whole = bytes && bytes->size() == kKeyBytes &&
                          (line.size() + 1 == (*text)->size() || text_of(Key(*bytes)) == **text);
    if (!is_whole)
        return fail(
            ErrorCode::refused_start,
            path.string() +
                " is not a key of this service, or damaged: put back the one that was kept");
    return Key(*bytes);
}

}  // namespace

fs::path keys_directory(const fs::path& data_directory) { return data_directory / "keys"; }

fs::path holder_keys_directory(const fs::path& data_directory) {
    return keys_directory(data_directory) / "holders";
}

Result<Secrets> open_secrets(const fs::path& data_directory, bool is_first_start) {
    const fs::path keys = keys_directory(data_directory);
    RECERT_TRY(store::make_directory(keys, store::kSecretDirectory));
    auto master = read_key(keys / "master.key", is_first_start);
    if (!master) return tl::unexpected(master.error());
    auto seed = read_key(keys / "signing.seed", is_first_start);
    if (!seed) return tl::unexpected(seed.error());
    auto idempotency = read_key(keys / "idempotency.key", is_first_start);
    if (!idempotency) return tl::unexpected(idempotency.error());
    return Secrets{*master, *seed, *idempotency};
}

}  // namespace recert::privacy
