#include "privacy/secrets_copy.hpp"

#include "privacy/base64url.hpp"
#include "privacy/secrets.hpp"
#include "store/durable_file.hpp"

namespace recert::privacy {
namespace {

namespace fs = std::filesystem;

std::string bound_to(const std::string& file) { return "secret-file/" + file; }

bool is_kept_elsewhere(const fs::path& file, const fs::path& data_directory) {
    return file == master_key_path(data_directory) || file.extension() == ".new";
}

}  // namespace

Result<SealedSecrets> seal_secrets(const fs::path& data_directory, const Key& master) {
    SealedSecrets sealed;
    std::error_code error;
    const fs::path directory = keys_directory(data_directory);
    for (fs::directory_iterator at(directory, error), end; !error && at != end;
         at.increment(error)) {
        if (!at->is_regular_file() || is_kept_elsewhere(at->path(), data_directory)) continue;
        const auto bytes = store::read_file(at->path());
        if (!bytes) return tl::unexpected(bytes.error());
        const std::string name = at->path().filename().string();
        if (*bytes) sealed.emplace(name, to_base64url(encrypt(master, bound_to(name), **bytes)));
    }
    if (error)
        return fail(ErrorCode::storage, "reading " + directory.string() + ": " + error.message());
    return sealed;
}

Status restore_secrets(const fs::path& data_directory, const std::vector<Key>& masters,
                       const SealedSecrets& sealed) {
    std::map<std::string, std::string> opened;
    for (const auto& [name, text] : sealed) {
        const auto bytes = from_base64url(text);
        for (const Key& master : masters)
            if (const auto clear = bytes ? decrypt(master, bound_to(name), *bytes) : std::nullopt)
                opened.emplace(name, *clear);
    }
    if (opened.size() != sealed.size())
        return fail(ErrorCode::bad_parameter,
                    "the secrets of the backup do not open under this master key: give the one "
                    "that was in force when the backup was taken");
    const fs::path directory = keys_directory(data_directory);
    RECERT_TRY(store::make_directory(directory, store::kSecretDirectory));
    RECERT_TRY(replace_master_keys(data_directory, masters));
    for (const auto& [name, clear] : opened)
        RECERT_TRY(store::replace_file(directory / name, clear, store::kSecretFile));
    return {};
}

}  // namespace recert::privacy
