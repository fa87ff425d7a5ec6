#include "store/writing.hpp"

#include <rocksdb/write_batch.h>

#include "store/crash_point.hpp"
#include "store/database.hpp"
#include "store/disk_space.hpp"
#include "store/durable_file.hpp"
#include "store/status.hpp"

namespace recert::store {

namespace {

rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

tl::unexpected<Error> refused(const std::filesystem::path& directory, const std::string& why) {
    return fail(ErrorCode::refused_start, "refusing " + directory.string() + ": " + why);
}

// RocksDB takes a directory without CURRENT for an empty one, and would begin anew beside the data.
Status ready_directory(const StoreOptions& options) {
    const std::filesystem::path& directory = options.directory;
    std::error_code error;
    if (std::filesystem::exists(directory / "CURRENT", error)) return {};
    if (!options.create) return refused(directory, "there is no store in it");
    RECERT_TRY(make_directory(directory, kSecretDirectory));
    for (const auto& file : std::filesystem::directory_iterator(directory, error)) {
        const std::string kind = file.path().extension().string();
        if (kind == ".sst" || kind == ".log")
            return refused(directory, "the file CURRENT is missing beside " +
                                          file.path().filename().string() +
                                          "; restore the directory from a backup");
    }
    if (error) return refused(directory, error.message());
    return {};
}

tl::unexpected<Error> not_opened(const std::filesystem::path& directory,
                                 const rocksdb::Status& status) {
    const std::string said = status.ToString();
    const auto says = [&said](const char* words) { return said.find(words) != said.npos; };
    if (says("/LOCK: ") && !says("open a file for lock"))
        return refused(directory, "it is in use by another process (" + said +
                                      "); stop that one, or name another directory");
    if (status.IsCorruption() || says("No such file"))
        return refused(directory, said + "; restore it from a backup");
    return refused(directory, said + "; put that right, then start again");
}

}  // namespace

Batch::Batch(std::shared_ptr<Database> database)
    : database_(std::move(database)), writes_(std::make_unique<rocksdb::WriteBatch>()) {}
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;
Batch::~Batch() = default;

void Batch::put(Family family, std::string_view key, std::string_view value) {
    writes_->Put(database_->handle(family), slice(key), slice(value));
}

void Batch::erase(Family family, std::string_view key) {
    writes_->Delete(database_->handle(family), slice(key));
}

void Batch::erase_range(Family family, const Bounds& bounds) {
    writes_->DeleteRange(database_->handle(family), slice(bounds.from), slice(bounds.until));
}

bool Batch::empty() const { return writes_->Count() == 0; }

Result<std::unique_ptr<WriteStore>> WriteStore::open(const StoreOptions& options) {
    RECERT_TRY(ready_directory(options));
    const auto disk = options.file_system ? options.file_system : rocksdb::FileSystem::Default();
    RECERT_TRY(check_room_to_open(*disk, options.directory));
    std::unique_ptr<rocksdb::Env> env;
    if (options.file_system) env = rocksdb::NewCompositeEnv(options.file_system);
    rocksdb::DBOptions settings = database_options(env.get());
    settings.create_if_missing = options.create;
    settings.create_missing_column_families = options.create;
    rocksdb::DB* db = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    const rocksdb::Status status = rocksdb::DB::Open(settings, options.directory.string(),
                                                     descriptors(options.families), &handles, &db);
    if (!status.ok()) return not_opened(options.directory, status);
    auto database = std::make_shared<Database>(std::move(env), std::unique_ptr<rocksdb::DB>(db),
                                               options.families, handles);
    return std::unique_ptr<WriteStore>(new WriteStore(std::move(database), options));
}

WriteStore::WriteStore(std::shared_ptr<Database> database, const StoreOptions& options)
    : database_(std::move(database)),
      reading_(database_),
      directory_(options.directory),
      disk_reserve_bytes_(options.disk_reserve_bytes),
      sync_(options.sync) {}

Status WriteStore::room() const {
    return check_reserve(*database_->db().GetFileSystem(), directory_, disk_reserve_bytes_);
}

Result<DiskSpace> WriteStore::disk_space() const {
    const auto free = free_bytes(*database_->db().GetFileSystem(), directory_);
    if (!free) return tl::unexpected(free.error());
    return DiskSpace{*free, disk_reserve_bytes_};
}

Status WriteStore::commit(Batch batch) {
    if (!writable()) return fail(ErrorCode::read_only, "an earlier write failed: restart");
    if (batch.empty()) return {};
    rocksdb::WriteOptions options;
    options.sync = sync_;
    crash_point("before-batch");
    const rocksdb::Status status = database_->db().Write(options, batch.writes_.get());
    if (!status.ok()) {
        writable_.store(false);
        return fail(ErrorCode::outcome_unknown,
                    "the write may or may not be on the disk: " + status.ToString());
    }
    crash_point("after-batch");
    return {};
}

}  // namespace recert::store
