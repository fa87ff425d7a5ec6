#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "store/database.hpp"
#include "store/status.hpp"
#include "store/writing.hpp"

namespace recert::store {

namespace {

// A reader that is under way holds a file that is no longer of the store for as long as it reads.
constexpr std::chrono::milliseconds kLookAgain{10};
constexpr int kLooks = 1'000;

rocksdb::Status rewrite(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family) {
    rocksdb::Status status = db.Flush(rocksdb::FlushOptions(), family);
    if (!status.ok()) return status;
    rocksdb::CompactRangeOptions options;
    // What was erased stays in the files of the last level unless these are rewritten as well.
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    return db.CompactRange(options, family, nullptr, nullptr);
}

bool is_kind(const std::string& name, std::string_view kind) {
    return name.size() > kind.size() && name.ends_with(kind);
}

bool is_written(rocksdb::DB& db, const std::string& path) {
    std::uint64_t bytes = 0;
    const rocksdb::IOStatus asked =
        db.GetFileSystem()->GetFileSize(path, rocksdb::IOOptions(), &bytes, nullptr);
    return asked.ok() && bytes > 0;
}

// Tables that are no longer of the store, and write-ahead logs but the one being written. An empty
// log of a start that wrote nothing has nothing to give away, and may stay.
rocksdb::Status count_left_over(rocksdb::DB& db, const std::string& directory, std::size_t& count) {
    std::vector<rocksdb::LiveFileMetaData> live;
    db.GetLiveFilesMetaData(&live);
    std::vector<std::string> files;
    rocksdb::IOStatus listed =
        db.GetFileSystem()->GetChildren(directory, rocksdb::IOOptions(), &files, nullptr);
    if (!listed.ok()) return listed;
    const auto is_live = [&](const std::string& file) {
        return std::any_of(live.begin(), live.end(),
                           [&](const auto& one) { return one.name.ends_with(file); });
    };
    std::size_t logs = 0;
    count = 0;
    for (const std::string& file : files) {
        if (is_kind(file, ".log") &&
            is_written(db, (std::filesystem::path(directory) / file).string()))
            ++logs;
        if (is_kind(file, ".sst") && !is_live(file)) ++count;
    }
    count += logs > 1 ? logs - 1 : 0;
    return {};
}

}  // namespace

Status WriteStore::purge(Family family) {
    rocksdb::DB& db = database_->db();
    rocksdb::Status status = rewrite(db, database_->handle(family));
    for (int look = 0; status.ok() && look < kLooks; ++look) {
        // Looks for files that nobody needs, and deletes them before it answers.
        status = db.DisableFileDeletions();
        if (status.ok()) status = db.EnableFileDeletions(true);
        std::size_t left_over = 0;
        if (status.ok()) status = count_left_over(db, directory_.string(), left_over);
        if (status.ok() && left_over == 0) return {};
        std::this_thread::sleep_for(kLookAgain);
    }
    if (!status.ok()) return failed("destroying what was erased", status);
    return fail(ErrorCode::storage,
                "what was erased is still in files that others read: " + directory_.string());
}

}  // namespace recert::store
