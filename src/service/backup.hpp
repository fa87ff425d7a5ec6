// A backup of a ledger, taken to two places, so that neither opens what is personal by itself:
//
//   TO/ledger, TO/accesses      copies of the stores (store/copies.hpp)
//   TO/evidence                 the sealed files (privacy/evidence_copy.hpp), as of the newest one
//   TO/backups/<number>.json    a record of each (backup_record.hpp), the last checkpoint in it
//   KEYS_TO/holders             a copy of the wrapped data keys, the newest alone: a holder who was
//                               erased before it is nowhere in the place any more
//   KEYS_TO/secrets.json        the other secrets, sealed under the master key, which is in neither
//
// Also while the ledger is written to. The checkpoint is read first, the ledger copied second, keys
// and evidence after it: what the copy names is there. The record comes last: a kill before it
// leaves no backup, and what is left of one goes with the next.
// Errors: bad-parameter (the places), no-checkpoint-yet, read-only, disk-reserve, storage, corrupt.
#pragma once

#include <filesystem>

#include "result.hpp"
#include "service/backup_record.hpp"
#include "service/clock.hpp"
#include "store/copies.hpp"

namespace recert::service {

class Accesses;
struct OpenedLedger;

inline constexpr unsigned kBackupsKept = 14;
inline constexpr unsigned kBackupsKeptMax = 1'000;

struct BackupOrder {
    std::filesystem::path to;
    std::filesystem::path keys_to;
    unsigned keep = kBackupsKept;  // the newest, so many
};

struct BackupSources {
    std::filesystem::path data;
    OpenedLedger& ledger;
    Accesses& accesses;
    const Clock& clock;
};

// They are two, apart, and not in the data directory.
Status check_places(const std::filesystem::path& data, const BackupOrder& order);

// Made, and its checksums compared after it.
Result<BackupRecord> take_backup(const BackupSources& from, const BackupOrder& order,
                                 const store::GoesOn& goes_on);

// Reads every file of a backup and compares it with the checksum kept of it.
Status verify_backup(const BackupOrder& places, const BackupRecord& backup);

}  // namespace recert::service
