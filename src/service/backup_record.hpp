// What is written down of a backup beside its copies: canonical JSON in a line, and in a second one
// its SHA-256, by which damage is noticed.
//
// Errors: storage, corrupt (naming the file), not-found.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "events/json.hpp"
#include "ledger/checkpoint.hpp"
#include "result.hpp"
#include "store/copies.hpp"

namespace recert::service {

struct BackupRecord {
    store::CopyNumber number;    // of the ledger's copy
    store::CopyNumber accesses;  // of the copy of who read what
    std::string taken_at;
    std::optional<std::string> verified_at{};
    ledger::SignedCheckpoint checkpoint;  // the ledger's copy has what it covers, or more
    std::uint64_t evidence_files = 0;
    std::uint64_t bytes = 0;  // of all that it needs in the first place

    // {"number", "taken_at", "size", "root", "bytes", "verified_at"?}
    events::Json row() const;
};

// Of the place's backups, newest first.
Result<std::vector<BackupRecord>> backups_in(const std::filesystem::path& to);
Result<BackupRecord> backup_in(const std::filesystem::path& to, store::CopyNumber number);
// The files of evidence are those of the newest backup, or more.
Status check_evidence_is_all(const std::filesystem::path& to, std::uint64_t files);
Status write_record(const std::filesystem::path& to, const BackupRecord& backup);
Status remove_record(const std::filesystem::path& to, store::CopyNumber number);

// What lies in the second place.
struct KeysRecord {
    store::CopyNumber holders;                   // the copy of the wrapped data keys
    std::map<std::string, std::string> secrets;  // file -> its bytes, sealed
};

Result<KeysRecord> read_keys_record(const std::filesystem::path& keys_to);
Status write_keys_record(const std::filesystem::path& keys_to, const KeysRecord& keys);

}  // namespace recert::service
