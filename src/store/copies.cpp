#include "store/copies.hpp"

#include <rocksdb/utilities/backup_engine.h>

#include <algorithm>
#include <set>

#include "store/crash_point.hpp"
#include "store/database.hpp"
#include "store/disk_space.hpp"
#include "store/durable_file.hpp"
#include "store/status.hpp"
#include "store/writing.hpp"

namespace recert::store {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kBytesBetweenLooks = std::uint64_t{256} << 10;

rocksdb::BackupEngineOptions options_of(const fs::path& directory) {
    rocksdb::BackupEngineOptions options(directory.string(), rocksdb::Env::Default());
    options.sync = true;
    options.callback_trigger_interval_size = kBytesBetweenLooks;
    return options;
}

// Tables have a number and a size in their name there: 000017_s…_4711.sst
std::set<std::string> tables_there(const fs::path& directory) {
    std::set<std::string> names;
    std::error_code ignored;
    for (const auto& file : fs::directory_iterator(directory / "shared_checksum", ignored)) {
        const std::string name = file.path().filename().string();
        names.insert(name.substr(0, name.find('_')) + name.substr(name.rfind('_') + 1));
    }
    return names;
}

// About what a copy of the store in `from` adds to the directory.
std::uint64_t bytes_to_copy(const fs::path& from, const fs::path& directory) {
    const std::set<std::string> there = tables_there(directory);
    std::uint64_t bytes = 0;
    std::error_code ignored;  // a file that goes meanwhile is not copied
    for (const auto& file : fs::directory_iterator(from, ignored)) {
        const std::uintmax_t size = file.file_size(ignored);
        if (ignored) continue;
        const std::string same = file.path().stem().string() + std::to_string(size) + ".sst";
        if (file.path().extension() != ".sst" || !there.contains(same)) bytes += size;
    }
    return bytes;
}

tl::unexpected<Error> given_up(const fs::path& directory) {
    return fail(ErrorCode::storage, "copying to " + directory.string() + " was given up");
}

}  // namespace

Result<ReadCopies> ReadCopies::open(const fs::path& directory) {
    std::error_code ignored;
    if (!fs::is_directory(directory, ignored))
        return fail(ErrorCode::not_found, "there are no copies in " + directory.string());
    rocksdb::BackupEngineReadOnly* engine = nullptr;
    const rocksdb::Status status = rocksdb::BackupEngineReadOnly::Open(
        options_of(directory), rocksdb::Env::Default(), &engine);
    if (!status.ok()) return failed("opening the copies in " + directory.string(), status);
    return ReadCopies(std::shared_ptr<rocksdb::BackupEngineReadOnlyBase>(engine), directory);
}

std::vector<CopyState> ReadCopies::list() const {
    std::vector<rocksdb::BackupInfo> found;
    engine_->GetBackupInfo(&found);
    std::vector<CopyState> copies;
    copies.reserve(found.size());
    for (const rocksdb::BackupInfo& each : found) copies.push_back({each.backup_id, each.size});
    return copies;
}

tl::unexpected<Error> ReadCopies::damaged(CopyNumber number, const std::string& why) const {
    return fail(ErrorCode::corrupt, "copy " + std::to_string(number) + " in " +
                                        directory_.string() + " is damaged, or gone: " + why);
}

Result<CopyState> ReadCopies::state(CopyNumber number) const {
    rocksdb::BackupInfo found;
    const rocksdb::Status status = engine_->GetBackupInfo(number, &found);
    if (!status.ok()) return damaged(number, status.ToString());
    return CopyState{number, found.size};
}

Status ReadCopies::verify(CopyNumber number) const {
    const rocksdb::Status status = engine_->VerifyBackup(number, true);
    return status.ok() ? Status() : damaged(number, status.ToString());
}

Status ReadCopies::restore(CopyNumber number, const fs::path& to) const {
    const auto copy = state(number);
    if (!copy) return tl::unexpected(copy.error());
    RECERT_TRY(make_directory(to, kSecretDirectory));
    RECERT_TRY(check_room_to_copy(*rocksdb::FileSystem::Default(), to, copy->bytes));
    const rocksdb::Status status =
        engine_->RestoreDBFromBackup(rocksdb::RestoreOptions(), number, to.string(), to.string());
    return status.ok() ? Status() : damaged(number, status.ToString());
}

Result<WriteCopies> WriteCopies::open(const fs::path& directory) {
    RECERT_TRY(make_directory(directory, kSecretDirectory));
    rocksdb::BackupEngine* engine = nullptr;
    const rocksdb::Status status =
        rocksdb::BackupEngine::Open(options_of(directory), rocksdb::Env::Default(), &engine);
    if (!status.ok()) return failed("opening the copies in " + directory.string(), status);
    return WriteCopies(std::shared_ptr<rocksdb::BackupEngine>(engine), directory);
}

WriteCopies::WriteCopies(std::shared_ptr<rocksdb::BackupEngine> engine, const fs::path& directory)
    : engine_(std::move(engine)), reading_(engine_, directory) {}

Result<CopyState> WriteCopies::take(WriteStore& store, const GoesOn& goes_on) {
    if (!goes_on()) return given_up(reading_.directory_);
    const std::uint64_t bytes = bytes_to_copy(store.directory_, reading_.directory_);
    RECERT_TRY(check_room_to_copy(*rocksdb::FileSystem::Default(), reading_.directory_, bytes));
    rocksdb::CreateBackupOptions options;
    // What the log has is in a table then, which later copies share.
    options.flush_before_backup = true;
    options.progress_callback = [&] {
        crash_point("backup");
        if (!goes_on()) engine_->StopBackup();
    };
    rocksdb::BackupID number = 0;
    const rocksdb::Status status =
        engine_->CreateNewBackupWithMetadata(options, &store.database_->db(), "", &number);
    if (status.IsIncomplete()) return given_up(reading_.directory_);
    if (!status.ok()) return failed("copying to " + reading_.directory_.string(), status);
    crash_point("backup");
    return reading_.state(number);
}

Status WriteCopies::keep_only(const std::vector<CopyNumber>& kept) {
    std::vector<rocksdb::BackupID> numbers;
    engine_->GetCorruptedBackups(&numbers);
    for (const CopyState& copy : reading_.list()) numbers.push_back(copy.number);
    for (const rocksdb::BackupID number : numbers) {
        if (std::ranges::find(kept, number) != kept.end()) continue;
        const rocksdb::Status status = engine_->DeleteBackup(number);
        if (!status.ok())
            return failed("removing old copies in " + reading_.directory_.string(), status);
    }
    return {};
}

}  // namespace recert::store
