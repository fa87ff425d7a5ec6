// The writing half of the ledger: one Log a data directory, one synced batch a group.
//
// append() is for one thread (the committer); the small writes, reader() and the rest are for any.
// A refused group (`version_mismatch`: not the next seq, or a stream's versions have a gap;
// `too_large`; `bad_parameter`) has written nothing and harms nothing. A failed write answers
// `outcome_unknown`; after it every write answers `read_only` (store/writing.hpp).
//
// DIR/ledger is the store; DIR/checkpoint the last signed checkpoint, outside of it. open() refuses
// (`refused_start`) a directory in use, of a newer format, whose tree is shorter than what was
// signed or has another root, or whose checkpoint is lost or not signed by a trusted key; the
// message says what to do. Leaves out what an entry means, the queue, and the clock.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/group.hpp"
#include "ledger/note.hpp"
#include "ledger/reader.hpp"
#include "result.hpp"
#include "store/copies.hpp"
#include "store/writing.hpp"

namespace recert::ledger {

struct LogOptions {
    bool create = true;  // false: refuse a directory without a ledger
    bool sync = true;    // false only in the test which shows that it loses what was acknowledged
    // Keys one of which must have signed DIR/checkpoint; none: its signature is not looked at.
    std::vector<note::VerifierKey> trusted;
    std::shared_ptr<rocksdb::FileSystem> file_system = nullptr;  // null: the machine's
    std::uint64_t disk_reserve_bytes = store::kDiskReserveBytes;
};

class Log {
  public:
    static Result<std::unique_ptr<Log>> open(const std::filesystem::path& data_directory,
                                             const LogOptions& options);
    ~Log();

    Status append(const Group& group);

    Result<Reader> reader() const;
    // False once a write has failed.
    bool writable() const;
    // `disk_reserve` while the disk has less than its reserve left: append() does not ask, whoever
    // decides what to append does.
    Status room() const;
    Result<store::DiskSpace> disk_space() const;

    Result<store::CopyState> copy_to(store::WriteCopies& copies, const store::GoesOn& goes_on);

    // Views outside a group, for a build beside the live one. Errors: also disk_reserve.
    Status change_views(std::span<const ViewChange> changes);
    Status erase_views(std::string_view prefix);

    // A few words of the ledger's owner about it, by name: they are in no entry and no tree.
    Status keep(std::string_view name, std::string_view value);

    Status put_token(std::string_view key, std::string_view value);
    Status erase_token(std::string_view key);

    // Signs what is durable, replaces DIR/checkpoint and keeps the note for good, when the tree
    // grew since the last one; else does nothing. True when it signed. All signers have one name,
    // the log's origin. One thread at a time.
    Result<bool> publish_checkpoint(std::span<const note::Signer> signers);

  private:
    struct State;
    explicit Log(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace recert::ledger
