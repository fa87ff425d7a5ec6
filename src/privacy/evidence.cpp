#include "privacy/evidence.hpp"

#include <algorithm>
#include <charconv>

#include "privacy/hex.hpp"
#include "store/durable_file.hpp"

namespace recert::privacy {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kHexBytes = 64;
constexpr std::size_t kHeadBytesMax = kNonceBytes + kTagBytes + kHexBytes + 1 + 20;
static_assert(kLengthBytes + kHeadBytesMax + kNonceBytes + kEvidenceBytesMax + kTagBytes <=
              kSealedFileBytesMax);

std::string with_length(std::string_view head) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((head.size() >> shift) & 0xFF);
    return out.append(head);
}

// The sealed head and what comes after it; nullopt: too short for that.
std::optional<std::pair<std::string_view, std::string_view>> parts(std::string_view file) {
    if (file.size() < kLengthBytes) return std::nullopt;
    std::size_t length = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i)
        length = (length << 8) | static_cast<unsigned char>(file[i]);
    file.remove_prefix(kLengthBytes);
    if (length > kHeadBytesMax || length > file.size()) return std::nullopt;
    return std::pair(file.substr(0, length), file.substr(length));
}

std::optional<KeptFile> parse_head(std::string_view head) {
    if (head.size() < kHexBytes + 2) return std::nullopt;
    KeptFile file{std::string(head.substr(0, kHexBytes)), 0};
    const std::string_view since = head.substr(kHexBytes + 1);
    const auto [end, error] =
        std::from_chars(since.data(), since.data() + since.size(), file.since_ms);
    if (error != std::errc{} || end != since.data() + since.size()) return std::nullopt;
    return file;
}

std::string bound_to(std::string_view part, const std::string& holder, const std::string& name) {
    return std::string("evidence-").append(part) + '/' + holder + '/' + name;
}

tl::unexpected<Error> damaged(const fs::path& path) {
    return fail(ErrorCode::corrupt, "the evidence " + path.string() + " does not open");
}

Result<std::vector<std::string>> names_in(const fs::path& directory) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error))
        names.push_back(at->path().filename().string());
    if (error && error != std::errc::no_such_file_or_directory)
        return fail(ErrorCode::storage, "reading " + directory.string() + ": " + error.message());
    return names;
}

}  // namespace

fs::path evidence_directory(const fs::path& data_directory) { return data_directory / "evidence"; }

Result<std::unique_ptr<Evidence>> Evidence::open(const fs::path& data_directory,
                                                 const Vault& vault) {
    fs::path directory = evidence_directory(data_directory);
    RECERT_TRY(store::make_directory(directory, store::kSecretDirectory));
    return std::unique_ptr<Evidence>(new Evidence(std::move(directory), vault));
}

Result<Evidence::Place> Evidence::place_of(const std::string& holder,
                                           const std::string& sha256) const {
    const auto key = vault_.evidence_key(holder);
    if (!key) return tl::unexpected(key.error());
    const std::string name = hex(hmac_sha256(*key, sha256));
    return Place{*key, name, directory_ / holder / name};
}

Status Evidence::check_room(const std::string& holder, std::size_t bytes) const {
    const auto names = names_in(directory_ / holder);
    if (!names) return tl::unexpected(names.error());
    std::uint64_t kept = bytes;
    std::error_code error;
    for (const std::string& name : *names) {
        const auto size = fs::file_size(directory_ / holder / name, error);
        kept += error ? 0 : size;
    }
    if (names->size() < kEvidenceFilesMax && kept <= kEvidenceHolderBytesMax) return {};
    return fail(ErrorCode::too_large, "the holder has as much evidence as may be kept: " +
                                          std::to_string(kEvidenceFilesMax) + " files, " +
                                          std::to_string(kEvidenceHolderBytesMax >> 20) + " MiB");
}

Result<bool> Evidence::put(const std::string& holder, const std::string& sha256,
                           std::string_view media, std::string_view bytes, std::int64_t now_ms) {
    if (bytes.size() > kEvidenceBytesMax)
        return fail(ErrorCode::too_large,
                    "a file has at most " + std::to_string(kEvidenceBytesMax >> 20) + " MiB");
    const auto type = file_type(bytes);
    const std::string_view is = type ? media_of(*type) : std::string_view();
    if (!type || is.substr(0, is.find(';')) != media)
        return fail(ErrorCode::unsupported_media_type,
                    type ? "these bytes are " + std::string(is) + ", not " + std::string(media)
                         : "these bytes are neither PDF, PNG, JPEG nor text in UTF-8");
    if (const std::string theirs = hex(privacy::sha256(bytes)); theirs != sha256)
        return fail(ErrorCode::wrong_hash, "these bytes have another SHA-256: " + theirs);
    const std::lock_guard lock(changing_);
    const auto place = place_of(holder, sha256);
    if (!place) return tl::unexpected(place.error());
    if (fs::exists(place->path)) return false;
    RECERT_TRY(check_room(holder, bytes.size()));
    RECERT_TRY(store::make_directory(directory_ / holder, store::kSecretDirectory));
    std::string file = with_length(encrypt(place->key, bound_to("head", holder, place->name),
                                           sha256 + ' ' + std::to_string(now_ms)));
    file += encrypt(place->key, bound_to("bytes", holder, place->name), bytes);
    RECERT_TRY(store::replace_file(place->path, file, store::kSecretFile, "evidence-rename"));
    return true;
}

Result<std::string> Evidence::read(const std::string& holder, const std::string& sha256) const {
    const auto place = place_of(holder, sha256);
    if (!place) return tl::unexpected(place.error());
    const auto file = store::read_file(place->path, kSealedFileBytesMax);
    if (!file) return tl::unexpected(file.error());
    if (!*file) return fail(ErrorCode::not_found, "there is no such evidence");
    const auto both = parts(**file);
    if (!both) return damaged(place->path);
    auto bytes = decrypt(place->key, bound_to("bytes", holder, place->name), both->second);
    if (!bytes || hex(privacy::sha256(*bytes)) != sha256) return damaged(place->path);
    return std::move(*bytes);
}

Result<std::vector<std::string>> Evidence::holders(const std::string& after,
                                                   std::size_t limit) const {
    auto names = names_in(directory_);
    if (!names) return names;
    std::erase_if(*names, [&](const std::string& name) { return name <= after; });
    std::ranges::sort(*names);
    if (names->size() > limit) names->resize(limit);
    return names;
}

Result<std::vector<KeptFile>> Evidence::files(const std::string& holder) const {
    const auto key = vault_.evidence_key(holder);
    if (!key) return tl::unexpected(key.error());
    const auto names = names_in(directory_ / holder);
    if (!names) return tl::unexpected(names.error());
    std::vector<KeptFile> files;
    for (const std::string& name : *names) {
        if (name.size() != kHexBytes) continue;  // half written, when a kill came
        const fs::path path = directory_ / holder / name;
        const auto start = store::read_start(path, kLengthBytes + kHeadBytesMax);
        if (!start) return tl::unexpected(start.error());
        if (!*start) continue;  // removed meanwhile
        const auto both = parts(**start);
        const auto head =
            both ? decrypt(*key, bound_to("head", holder, name), both->first) : std::nullopt;
        auto file = head ? parse_head(*head) : std::nullopt;
        if (!file) return damaged(path);
        files.push_back(std::move(*file));
    }
    return files;
}

Status Evidence::remove(const std::string& holder, const std::string& sha256) {
    const std::lock_guard lock(changing_);
    const auto place = place_of(holder, sha256);
    if (!place) return tl::unexpected(place.error());
    return store::remove_file(place->path);
}

Status Evidence::remove_all(const std::string& holder) {
    const std::lock_guard lock(changing_);
    return store::remove_directory(directory_ / holder);
}

}  // namespace recert::privacy
