// Copies of one store in a directory elsewhere, numbered from 1, which share the files that did not
// change in between.
//
// A copy is there as a whole or not at all, and durable when take() answers: what was committed
// before it began is in it, also what only the write-ahead log has. Each file is kept with its
// checksum, which verify() and restore() compare. What a kill leaves of a copy the next one
// removes. One process and one thread a directory. Errors: storage, corrupt (a copy is damaged, or
// there is none of the number), disk_reserve (no room: asked before anything is copied).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "result.hpp"

namespace rocksdb {
class BackupEngine;
class BackupEngineReadOnlyBase;
}  // namespace rocksdb

namespace recert::store {

class WriteStore;

using CopyNumber = std::uint32_t;

// Asked now and then while files are copied; false gives the copy up.
using GoesOn = std::function<bool()>;

struct CopyState {
    CopyNumber number;
    std::uint64_t bytes;  // of its files, those shared with other copies among them
};

class ReadCopies {
  public:
    // A directory that may be read only. Errors: also not-found.
    static Result<ReadCopies> open(const std::filesystem::path& directory);

    // Oldest first, without those that are damaged so that it shows at once.
    std::vector<CopyState> list() const;
    Result<CopyState> state(CopyNumber number) const;
    Status verify(CopyNumber number) const;
    // Into a directory that is not there, or empty.
    Status restore(CopyNumber number, const std::filesystem::path& to) const;

  private:
    friend class WriteCopies;
    ReadCopies(std::shared_ptr<rocksdb::BackupEngineReadOnlyBase> engine,
               std::filesystem::path directory)
        : engine_(std::move(engine)), directory_(std::move(directory)) {}
    tl::unexpected<Error> damaged(CopyNumber number, const std::string& why) const;

    std::shared_ptr<rocksdb::BackupEngineReadOnlyBase> engine_;
    std::filesystem::path directory_;
};

class WriteCopies {
  public:
    // Makes the directory (its parent exists) unless it is there.
    static Result<WriteCopies> open(const std::filesystem::path& directory);

    const ReadCopies& reading() const { return reading_; }
    // Also while others write to the store. One that was given up was the last of this object.
    Result<CopyState> take(WriteStore& store, const GoesOn& goes_on);
    // Removes all other copies, and what files they alone have.
    Status keep_only(const std::vector<CopyNumber>& kept);

  private:
    explicit WriteCopies(std::shared_ptr<rocksdb::BackupEngine> engine,
                         const std::filesystem::path& directory);

    std::shared_ptr<rocksdb::BackupEngine> engine_;
    ReadCopies reading_;
};

}  // namespace recert::store
