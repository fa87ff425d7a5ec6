#include "service/backup_record.hpp"

#include <algorithm>
#include <charconv>

#include "ledger/hash.hpp"
#include "privacy/cipher.hpp"
#include "store/durable_file.hpp"

namespace recert::service {
namespace {

namespace fs = std::filesystem;
using events::Json;

constexpr std::size_t kRecordBytesMax = std::size_t{4} << 20;

fs::path records_in(const fs::path& to) { return to / "backups"; }

fs::path record_path(const fs::path& to, store::CopyNumber number) {
    return records_in(to) / (std::to_string(number) + ".json");
}

fs::path keys_record_path(const fs::path& keys_to) { return keys_to / "secrets.json"; }

std::string digest_of(std::string_view line) { return ledger::hex(privacy::sha256(line)); }

tl::unexpected<Error> damaged(const fs::path& path) {
    return fail(ErrorCode::corrupt,
                path.string() + " is damaged, or no record of a backup: remove it to go on");
}

Status write_checked(const fs::path& path, const Json& value) {
    const std::string line = events::canonical(value);
    return store::replace_file(path, line + '\n' + digest_of(line) + '\n', store::kSecretFile);
}

Result<Json> read_checked(const fs::path& path) {
    const auto text = store::read_file(path, kRecordBytesMax);
    if (!text) return tl::unexpected(text.error());
    if (!*text) return fail(ErrorCode::not_found, "there is no " + path.string());
    const std::string line = (*text)->substr(0, (*text)->find('\n'));
    if (**text != line + '\n' + digest_of(line) + '\n') return damaged(path);
    auto value = events::parse(line);
    return value ? value : damaged(path);
}

Result<BackupRecord> read_record(const fs::path& path) {
    const auto value = read_checked(path);
    if (!value) return tl::unexpected(value.error());
    auto checkpoint = ledger::SignedCheckpoint::parse(value->value("checkpoint", ""));
    if (!checkpoint) return damaged(path);
    BackupRecord backup{value->value("number", store::CopyNumber{0}),
                        value->value("accesses", store::CopyNumber{0}),
                        value->value("taken_at", ""),
                        std::nullopt,
                        std::move(*checkpoint),
                        value->value("evidence_files", std::uint64_t{0}),
                        value->value("bytes", std::uint64_t{0})};
    if (value->contains("verified_at")) backup.verified_at = value->value("verified_at", "");
    return backup;
}

}  // namespace

Json BackupRecord::row() const {
    Json row = {{"number", number},
                {"taken_at", taken_at},
                {"size", checkpoint.checkpoint.size.value},
                {"root", ledger::hex(ledger::bytes_of(checkpoint.checkpoint.root))},
                {"bytes", bytes}};
    if (verified_at) row["verified_at"] = *verified_at;
    return row;
}

Result<std::vector<BackupRecord>> backups_in(const fs::path& to) {
    std::vector<BackupRecord> backups;
    std::error_code error;
    for (fs::directory_iterator at(records_in(to), error), end; !error && at != end;
         at.increment(error)) {
        if (at->path().extension() != ".json") continue;
        auto backup = read_record(at->path());
        if (!backup && backup.error().code == ErrorCode::not_found) continue;  // removed meanwhile
        if (!backup) return tl::unexpected(backup.error());
        backups.push_back(std::move(*backup));
    }
    if (error && error != std::errc::no_such_file_or_directory)
        return fail(ErrorCode::storage, "reading " + to.string() + ": " + error.message());
    std::ranges::sort(backups, std::greater<>(), &BackupRecord::number);
    return backups;
}

Result<BackupRecord> backup_in(const fs::path& to, store::CopyNumber number) {
    return read_record(record_path(to, number));
}

Status check_evidence_is_all(const fs::path& to, std::uint64_t files) {
    const auto there = backups_in(to);
    if (!there) return tl::unexpected(there.error());
    if (there->empty() || files >= there->front().evidence_files) return {};
    return fail(ErrorCode::corrupt, to.string() + " has " + std::to_string(files) +
                                        " files of evidence, of " +
                                        std::to_string(there->front().evidence_files));
}

Status write_record(const fs::path& to, const BackupRecord& backup) {
    RECERT_TRY(store::make_directory(records_in(to), store::kSecretDirectory));
    Json value = {{"number", backup.number},
                  {"accesses", backup.accesses},
                  {"taken_at", backup.taken_at},
                  {"checkpoint", backup.checkpoint.note},
                  {"evidence_files", backup.evidence_files},
                  {"bytes", backup.bytes}};
    if (backup.verified_at) value["verified_at"] = *backup.verified_at;
    return write_checked(record_path(to, backup.number), value);
}

Status remove_record(const fs::path& to, store::CopyNumber number) {
    return store::remove_file(record_path(to, number));
}

Result<KeysRecord> read_keys_record(const fs::path& keys_to) {
    const auto value = read_checked(keys_record_path(keys_to));
    if (!value) return tl::unexpected(value.error());
    KeysRecord keys{value->value("holders", store::CopyNumber{0}), {}};
    const Json secrets = value->value("secrets", Json::object());
    for (const auto& [name, sealed] : secrets.items()) keys.secrets.emplace(name, sealed);
    return keys;
}

Status write_keys_record(const fs::path& keys_to, const KeysRecord& keys) {
    return write_checked(keys_record_path(keys_to),
                         {{"holders", keys.holders}, {"secrets", Json(keys.secrets)}});
}

}  // namespace recert::service
