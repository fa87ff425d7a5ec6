// The writing half of a store: batches, each true as a whole and synced before it is answered.
//
// commit() may be called from any thread. After one failed write or sync nobody knows what is on
// the disk: it answers `outcome_unknown`, every write begun after it `read_only`, and nothing is
// ever tried again; reads go on. Only reopening (a restart) tells what became true.
// A second process on the same directory is refused (`refused_start`).
#pragma once

#include <atomic>
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

struct StoreOptions {
    std::filesystem::path directory;
    std::vector<Family> families = ledger_families();
    bool create = true;  // false: refuse a directory without a store
    bool sync = true;    // false only in the test which shows that it loses what was acknowledged
    std::shared_ptr<rocksdb::FileSystem> file_system = nullptr;  // null: the machine's
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

class WriteStore {
  public:
    static Result<std::unique_ptr<WriteStore>> open(const StoreOptions& options);

    const ReadStore& reading() const { return reading_; }
    Batch batch() const { return Batch(database_); }
    Status commit(Batch batch);
    // False once a write has failed.
    bool writable() const { return writable_.load(); }

  private:
    WriteStore(std::shared_ptr<Database> database, bool sync);

    std::shared_ptr<Database> database_;
    ReadStore reading_;
    bool sync_;
    std::atomic<bool> writable_{true};
};

}  // namespace recert::store
