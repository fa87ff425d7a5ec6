#include "support/unsynced_loss_fs.hpp"

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace recert::support {

namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

std::optional<std::string> content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

class TrackedFile : public rocksdb::FSWritableFileOwnerWrapper {
  public:
    TrackedFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string path,
                UnsyncedLossFs& owner)
        : FSWritableFileOwnerWrapper(std::move(file)), path_(std::move(path)), owner_(owner) {}

    using FSWritableFileOwnerWrapper::Append;
    IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                    IODebugContext* debug) override {
        if (IOStatus status = owner_.change(); !status.ok()) return status;
        const IOStatus status = FSWritableFileOwnerWrapper::Append(data, options, debug);
        if (status.ok()) owner_.note_size(path_, GetFileSize(options, debug));
        return status;
    }
    IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                    const rocksdb::DataVerificationInfo&, IODebugContext* debug) override {
        return Append(data, options, debug);
    }
    IOStatus Truncate(std::uint64_t size, const IOOptions& options,
                      IODebugContext* debug) override {
        if (IOStatus status = owner_.change(); !status.ok()) return status;
        owner_.note_size(path_, size);
        return FSWritableFileOwnerWrapper::Truncate(size, options, debug);
    }
    IOStatus Sync(const IOOptions&, IODebugContext*) override {
        if (IOStatus status = owner_.sync(); !status.ok()) return status;
        owner_.note_synced(path_);
        return IOStatus::OK();
    }
    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
        return Sync(options, debug);
    }

  private:
    std::string path_;
    UnsyncedLossFs& owner_;
};

class TrackedDirectory : public rocksdb::FSDirectory {
  public:
    TrackedDirectory(std::string path, UnsyncedLossFs& owner)
        : path_(std::move(path)), owner_(owner) {}
    IOStatus Fsync(const IOOptions&, IODebugContext*) override {
        if (IOStatus status = owner_.sync(); !status.ok()) return status;
        owner_.note_directory_synced(path_);
        return IOStatus::OK();
    }
    IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

  private:
    std::string path_;
    UnsyncedLossFs& owner_;
};

}  // namespace

UnsyncedLossFs::UnsyncedLossFs() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

void UnsyncedLossFs::cut_power() {
    const std::lock_guard lock(mutex_);
    power_cut_ = true;
}

void UnsyncedLossFs::cut_power_after(std::uint64_t changes) {
    const std::lock_guard lock(mutex_);
    changes_left_ = changes;
}

void UnsyncedLossFs::count_this_thread_alone() {
    const std::lock_guard lock(mutex_);
    counted_thread_ = std::this_thread::get_id();
}

void UnsyncedLossFs::fail_syncs() {
    const std::lock_guard lock(mutex_);
    syncs_fail_ = true;
}

IOStatus UnsyncedLossFs::change() {
    const std::lock_guard lock(mutex_);
    const bool is_counted = !counted_thread_ || *counted_thread_ == std::this_thread::get_id();
    if (is_counted && changes_left_ && (*changes_left_)-- == 0) {
        changes_left_.reset();
        power_cut_ = true;
    }
    return power_cut_ ? IOStatus::IOError("the power is cut") : IOStatus::OK();
}

IOStatus UnsyncedLossFs::sync() {
    if (IOStatus status = change(); !status.ok()) return status;
    const std::lock_guard lock(mutex_);
    return syncs_fail_ ? IOStatus::IOError("injected: fsync failed") : IOStatus::OK();
}

void UnsyncedLossFs::note_size(const std::string& path, std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    files_[path].bytes = bytes;
}

void UnsyncedLossFs::note_synced(const std::string& path) {
    const std::lock_guard lock(mutex_);
    Known& known = files_[path];
    known.synced_bytes = known.bytes;
}

void UnsyncedLossFs::note_directory_synced(const std::string& directory) {
    const std::lock_guard lock(mutex_);
    for (auto& [path, known] : files_) {
        if (std::filesystem::path(path).parent_path() != std::filesystem::path(directory)) continue;
        known.linked = true;
        known.earlier.reset();
    }
}

IOStatus UnsyncedLossFs::NewWritableFile(const std::string& path,
                                         const rocksdb::FileOptions& options,
                                         std::unique_ptr<rocksdb::FSWritableFile>* file,
                                         IODebugContext* debug) {
    if (IOStatus status = change(); !status.ok()) return status;
    const IOStatus status = FileSystemWrapper::NewWritableFile(path, options, file, debug);
    if (!status.ok()) return status;
    const std::lock_guard lock(mutex_);
    files_[path] = Known{};
    *file = std::make_unique<TrackedFile>(std::move(*file), path, *this);
    return status;
}

IOStatus UnsyncedLossFs::ReopenWritableFile(const std::string& path,
                                            const rocksdb::FileOptions& options,
                                            std::unique_ptr<rocksdb::FSWritableFile>* file,
                                            IODebugContext* debug) {
    if (IOStatus status = change(); !status.ok()) return status;
    const IOStatus status = FileSystemWrapper::ReopenWritableFile(path, options, file, debug);
    if (!status.ok()) return status;
    const std::uint64_t bytes = std::filesystem::file_size(path);
    const std::lock_guard lock(mutex_);
    files_.try_emplace(path, Known{bytes, bytes, true, std::nullopt});
    *file = std::make_unique<TrackedFile>(std::move(*file), path, *this);
    return status;
}

IOStatus UnsyncedLossFs::NewDirectory(const std::string& path, const IOOptions&,
                                      std::unique_ptr<rocksdb::FSDirectory>* directory,
                                      IODebugContext*) {
    std::filesystem::path plain(path);
    if (!plain.has_filename()) plain = plain.parent_path();
    *directory = std::make_unique<TrackedDirectory>(plain.string(), *this);
    return IOStatus::OK();
}

IOStatus UnsyncedLossFs::DeleteFile(const std::string& path, const IOOptions& options,
                                    IODebugContext* debug) {
    if (IOStatus status = change(); !status.ok()) return status;
    const std::lock_guard lock(mutex_);
    files_.erase(path);
    return FileSystemWrapper::DeleteFile(path, options, debug);
}

IOStatus UnsyncedLossFs::RenameFile(const std::string& from, const std::string& to,
                                    const IOOptions& options, IODebugContext* debug) {
    if (IOStatus status = change(); !status.ok()) return status;
    const std::lock_guard lock(mutex_);
    const auto tracked = files_.find(from);
    if (tracked == files_.end()) return FileSystemWrapper::RenameFile(from, to, options, debug);
    Known known = tracked->second;
    known.linked = false;
    known.earlier = content(to);
    files_.erase(tracked);
    files_[to] = known;
    return FileSystemWrapper::RenameFile(from, to, options, debug);
}

void UnsyncedLossFs::lose_unsynced(std::uint64_t seed) {
    const std::lock_guard lock(mutex_);
    std::mt19937_64 random(seed);
    for (const auto& [path, known] : files_) {
        if (!std::filesystem::exists(path)) continue;
        if (!known.linked && known.earlier) {
            std::ofstream(path, std::ios::binary | std::ios::trunc) << *known.earlier;
        } else if (!known.linked) {
            std::filesystem::remove(path);
        } else {
            const std::uint64_t bytes = std::filesystem::file_size(path);
            const std::uint64_t spared = bytes > known.synced_bytes
                                             ? random() % (bytes - known.synced_bytes + 1)
                                             : bytes - known.synced_bytes;
            std::filesystem::resize_file(path, known.synced_bytes + spared);
        }
    }
    files_.clear();
    power_cut_ = false;
    changes_left_.reset();
}

}  // namespace recert::support
