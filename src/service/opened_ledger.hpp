// A data directory, opened for writing: the secrets, the log they guard, the vault. What the
// service runs on, and what a rebuild works on while no service runs.
//
// Errors: refused-start (in use, damaged, no room, a lost key or half; the message says what to
// do), storage.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "ledger/log.hpp"
#include "privacy/evidence.hpp"
#include "privacy/secrets.hpp"
#include "privacy/vault.hpp"
#include "result.hpp"
#include "service/signing_keys.hpp"

namespace recert::service {

struct OpenedLedger {
    privacy::Secrets secrets;
    Signers signers;
    std::unique_ptr<ledger::Log> log;
    std::unique_ptr<privacy::Vault> vault;
    std::unique_ptr<privacy::Evidence> evidence;
};

// Whether there is one in the directory already.
bool has_ledger(const std::filesystem::path& data);
Status check_holds_ledger(const std::filesystem::path& data);  // refused-start

struct OpeningOptions {
    std::filesystem::path data;
    std::string origin;
    bool create = true;  // false: refuse a directory without a ledger
    bool sync = true;
    std::shared_ptr<rocksdb::FileSystem> file_system = nullptr;
    std::uint64_t disk_reserve_bytes = store::kDiskReserveBytes;
};

Result<OpenedLedger> open_ledger(const OpeningOptions& options);

// Makes the holders' keys durable before what is sealed under them, and notes in the group how many
// there are (`noted`: the count noted last), so that a vault which lost some is refused.
Status persist_keys(privacy::Vault& vault, ledger::Group& writes, std::uint64_t& noted);

}  // namespace recert::service
