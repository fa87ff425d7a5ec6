// A disk with troubles, over another file system: full, slow, failing, short, lying.
//
// Calls that reach the disk are counted from 1: opening, reading, writing, syncing, renaming,
// deleting. fail_at(n) makes the n-th fail, once or with all that come after it. What is not told
// to fail goes through. Thread-safe; troubles may be changed while files are open.
#pragma once

#include <rocksdb/file_system.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace recert::support {

enum class Trouble {
    error,        // EIO
    no_files,     // EMFILE
    no_memory,    // ENOMEM
    interrupted,  // EINTR
    short_read,   // half of what was asked for; other calls go through
    swallowed,    // answers "done" and does nothing, as no disk should
};

struct Failing {
    std::uint64_t call = 0;  // 0: none
    Trouble trouble = Trouble::error;
    bool lasts = false;       // all later calls as well
    bool syncs_only = false;  // count and fail syncs alone
};

class FaultyFs : public rocksdb::FileSystemWrapper {
  public:
    enum class Call { open, read, write, sync };
    struct Answer {
        enum { go, fail, pretend, shorten } what = go;
        rocksdb::IOStatus status{};
    };

    explicit FaultyFs(std::shared_ptr<rocksdb::FileSystem> under = rocksdb::FileSystem::Default());
    const char* Name() const override { return "FaultyFs"; }

    void fail_at(Failing failing);  // counts anew
    // From now on only the calling thread's calls are met, and others go through: RocksDB's own
    // come when they like, and who wants the same failure again cannot count them.
    void meet_this_thread_alone();
    std::uint64_t calls() const;
    std::uint64_t changes() const;  // of them, writes and syncs
    std::uint64_t failed() const;   // of them, told to fail
    void slow_syncs(std::chrono::milliseconds each);
    void lie_about_syncs(bool lies);
    // A disk of so many bytes, of which the files written from now on take theirs.
    void shrink_to(std::uint64_t bytes);
    // What it says is free; absent: what the disk says.
    void say_free(std::optional<std::uint64_t> bytes);

    rocksdb::IOStatus NewSequentialFile(const std::string& path,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                        rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus NewRandomAccessFile(const std::string& path,
                                          const rocksdb::FileOptions& options,
                                          std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                          rocksdb::IODebugContext* debug) override;
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
    rocksdb::IOStatus GetFreeSpace(const std::string& path, const rocksdb::IOOptions& options,
                                   std::uint64_t* bytes, rocksdb::IODebugContext* debug) override;

    // For the files this file system hands out.
    Answer meet(Call call);
    rocksdb::IOStatus take_room(const std::string& path, std::uint64_t bytes);
    bool lies() const;

  private:
    Answer trouble();
    std::uint64_t used() const;

    mutable std::mutex mutex_;
    Failing failing_;
    std::optional<std::thread::id> met_thread_;  // nullopt: all
    std::uint64_t calls_ = 0;
    std::uint64_t syncs_ = 0;
    std::uint64_t changes_ = 0;
    std::uint64_t failed_ = 0;
    std::chrono::milliseconds each_sync_{0};
    bool lies_ = false;
    std::optional<std::uint64_t> capacity_;
    std::optional<std::uint64_t> said_free_;
    std::map<std::string, std::uint64_t> sizes_;
};

}  // namespace recert::support
