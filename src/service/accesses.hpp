// Who read what of whom, when, and by which grant: rows that are only ever added, in a store of
// their own beside the ledger (DIR/accesses). No personal data is in them but ids.
//
// A holder who reads their own record is not noted; the same read by the same grant is noted once
// in kNotedFor. note() is called before an answer leaves, and what it refuses is not answered:
// nothing is read without a row. Rows are written in the background, within kWriteEvery, and all of
// them at the end; a process that is killed loses those of that time. Thread-safe.
// Errors: overloaded (kWaitingMax rows wait), read-only and its like (a row was not written),
// bad-parameter (a cursor), corrupt.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <vector>

#include "service/clock.hpp"
#include "service/service.hpp"
#include "store/copies.hpp"
#include "store/writing.hpp"

namespace recert::service {

class Accesses {
  public:
    static constexpr std::chrono::seconds kNotedFor{60};
    static constexpr std::chrono::milliseconds kWriteEvery{100};
    static constexpr std::size_t kWaitingMax = 65'536;
    static constexpr std::size_t kRememberedMax = 65'536;   // reads, in one kNotedFor
    static constexpr std::size_t kRowsVisitedMax = 10'000;  // for one page

    static Result<std::unique_ptr<Accesses>> open(
        const std::filesystem::path& data_directory, const Clock& clock,
        std::shared_ptr<rocksdb::FileSystem> file_system = nullptr);
    ~Accesses();  // writes what waits

    // `read` is a stream (credential/cptm-000042), or a list of many; `holder` whom it is about,
    // empty: everybody.
    Status note(const Principal& who, std::string_view read, const std::string& holder);

    // Newest first: {"access", "at", "actor", "grant"?, "read", "holder"?}; about a holder: also
    // the reads about everybody. A page looks at no more than kRowsVisitedMax rows.
    Result<Page> page(const AccessesQuery& query) const;

    // Rows that wait to be written are not in it.
    Result<store::CopyState> copy_to(store::WriteCopies& copies, const store::GoesOn& goes_on) {
        return copies.take(*store_, goes_on);
    }

  private:
    Accesses(std::unique_ptr<store::WriteStore> store, const Clock& clock, std::uint64_t next);

    struct Row {
        std::string holder;
        std::string value;
    };

    void run();
    Status write(const std::vector<Row>& rows);
    bool is_remembered(std::string read, events::Instant now);

    const Clock& clock_;
    std::unique_ptr<store::WriteStore> store_;
    std::uint64_t next_;  // the writer's

    std::mutex mutex_;
    std::condition_variable news_;
    bool stopping_ = false;
    Status last_;  // of the writer
    std::vector<Row> waiting_;
    std::unordered_set<std::string> remembered_;
    events::Instant remembered_since_{};
    std::thread writer_;
};

}  // namespace recert::service
