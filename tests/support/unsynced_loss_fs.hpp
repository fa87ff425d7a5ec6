// A file system that loses in a power cut what was not synced. For durability tests.
//
// Files live on the real one, but syncing them only notes how far they are safe, so it is fast.
// After cut_power(), or by itself at the write chosen with cut_power_after(), every change fails;
// once the store is closed, lose_unsynced() leaves of each file what was synced and a random part
// of the rest, and takes back creations and renames whose directory was not synced. fail_syncs()
// makes every sync fail, and nothing else. Thread-safe.
#pragma once

#include <rocksdb/file_system.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace recert::support {

class UnsyncedLossFs : public rocksdb::FileSystemWrapper {
  public:
    UnsyncedLossFs();
    const char* Name() const override { return "UnsyncedLossFs"; }

    void cut_power();
    void cut_power_after(std::uint64_t changes);
    // From now on only the calling thread's changes count: RocksDB's own come when they like, and
    // who wants the same cut again cannot count them.
    void count_this_thread_alone();
    void fail_syncs();
    void lose_unsynced(std::uint64_t seed);

    rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus ReopenWritableFile(const std::string& path,
                                         const rocksdb::FileOptions& options,
                                         std::unique_ptr<rocksdb::FSWritableFile>* file,
                                         rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                   std::unique_ptr<rocksdb::FSDirectory>* directory,
                                   rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                                 rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                                 const rocksdb::IOOptions& options,
                                 rocksdb::IODebugContext* debug) override;

    // For the files and directories this file system hands out.
    rocksdb::IOStatus change();
    rocksdb::IOStatus sync();
    void note_size(const std::string& path, std::uint64_t bytes);
    void note_synced(const std::string& path);
    void note_directory_synced(const std::string& directory);

  private:
    struct Known {
        std::uint64_t bytes = 0;
        std::uint64_t synced_bytes = 0;
        bool linked = false;                 // its directory was synced since it got its name
        std::optional<std::string> earlier;  // what the name stood for before an unsynced rename
    };

    std::mutex mutex_;
    std::map<std::string, Known> files_;
    std::optional<std::uint64_t> changes_left_;
    std::optional<std::thread::id> counted_thread_;  // nullopt: all
    bool power_cut_ = false;
    bool syncs_fail_ = false;
};

}  // namespace recert::support
