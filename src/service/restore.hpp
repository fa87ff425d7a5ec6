// A data directory out of a backup (backup.hpp), the second place's keys, and the master key.
//
// The tree must be the one that was signed: by the backup's own checkpoint, and by the newest one
// published, where it is given. A backup that lacks entries which were signed is refused: going on
// from it would sign a second tree of the same log.
//
// The directory is empty at first; DIR/ledger is put there last, so that a start refuses what a
// kill left. What fails leaves the directory empty again. Errors: refused-start, bad-parameter (the
// master key), not-found (no such backup), corrupt, disk-reserve, storage.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "result.hpp"
#include "service/backup_record.hpp"

namespace recert::service {

struct RestoreOrder {
    std::filesystem::path from;
    std::filesystem::path keys_from;
    std::filesystem::path master_key;  // a file, as DIR/keys/master.key
    std::filesystem::path data;
    std::optional<store::CopyNumber> number{};          // the newest
    std::optional<std::filesystem::path> checkpoint{};  // a file, as /log/checkpoint serves it
};

struct Restored {
    BackupRecord backup;
    ledger::TreeSize size;  // of the tree: what the backup's checkpoint covers, or more
    // Holders whose keys are gone though the ledger does not say why: they were erased after it
    // was copied, and are to be erased again.
    std::vector<std::string> without_key;
};

Result<Restored> restore(const RestoreOrder& order);

}  // namespace recert::service
