// The writing half of a store: batches, each true as a whole and synced before it is answered.
//
// commit() may be called from any thread. After one failed write or sync nobody knows what is on
// the disk: it answers `outcome_unknown`, every write begun after it `read_only`, and nothing is
// ever tried again; reads go on. Only reopening (a restart) tells what became true.
// A second process on the same directory is refused (`refused_start`), and so is a disk without
// room to open on. room() is asked before what shall be written is decided on; commit() does not
// ask again, so that what was decided still fits into the reserve.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "result.hpp"
#include "store/family.hpp"
#include "store/reading.hpp"

namespace rocksdb {
class FileSystem;
class WriteBatch;
}  // namespace rocksdb

namespace recert::store {

inline constexpr std::uint64_t kDiskReserveBytes = std::uint64_t{256} << 20;

struct StoreOptions {
    std::filesystem::path directory;
    std::vector<Family> families = ledger_families();
    bool create = true;  // false: refuse a directory without a store
    bool sync = true;    // false only in the test which shows that it loses what was acknowledged
    std::shared_ptr<rocksdb::FileSystem> file_system = nullptr;  // null: the machine's
    std::uint64_t disk_reserve_bytes = kDiskReserveBytes;
};

// Writes that become true together, in the order given.
class Batch {
  public:
    Batch(Batch&&) noexcept;
    Batch& operator=(Batch&&) noexcept;
    ~Batch();

    void put(Family family, std::string_view key, std::string_view value);
    void erase(Family family, std::string_view key);
    // `bounds.until` is not empty here.
    void erase_range(Family family, const Bounds& bounds);
    bool empty() const;

  private:
    friend class WriteStore;
    explicit Batch(std::shared_ptr<Database> database);
    std::shared_ptr<Database> database_;
    std::unique_ptr<rocksdb::WriteBatch> writes_;
};

struct DiskSpace {
    std::uint64_t free_bytes;
    std::uint64_t reserve_bytes;
};

class WriteStore {
  public:
    static Result<std::unique_ptr<WriteStore>> open(const StoreOptions& options);

    const ReadStore& reading() const { return reading_; }
    Batch batch() const { return Batch(database_); }
    Status commit(Batch batch);
    // Rewrites the family's files, so that when it answers what was erased or replaced before is in
    // no file of the store any more, the write-ahead log among them. Nobody may hold a snapshot
    // from before the erasing: it would keep what it sees. Costs as much as the family is large.
    Status purge(Family family);
    // False once a write has failed.
    bool writable() const { return writable_.load(); }
    // `disk_reserve` while the disk has less than its reserve left.
    Status room() const;
    Result<DiskSpace> disk_space() const;

  private:
    friend class WriteCopies;
    WriteStore(std::shared_ptr<Database> database, const StoreOptions& options);

    std::shared_ptr<Database> database_;
    ReadStore reading_;
    std::filesystem::path directory_;
    std::uint64_t disk_reserve_bytes_;
    bool sync_;
    std::atomic<bool> writable_{true};
};

}  // namespace recert::store
