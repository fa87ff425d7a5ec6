#include "support/faulty_fs.hpp"

#include <numeric>

namespace recert::support {

namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;
using Call = FaultyFs::Call;
using Answer = FaultyFs::Answer;

IOStatus status_of(Trouble trouble) {
    switch (trouble) {
        case Trouble::no_files:
            return IOStatus::IOError("injected", "Too many open files");
        case Trouble::no_memory:
            return IOStatus::IOError("injected", "Cannot allocate memory");
        case Trouble::interrupted:
            return IOStatus::IOError("injected", "Interrupted system call");
        case Trouble::error:
        case Trouble::short_read:
        case Trouble::swallowed:
            break;
    }
    return IOStatus::IOError("injected", "Input/output error");
}

class SequentialFile : public rocksdb::FSSequentialFileOwnerWrapper {
  public:
    SequentialFile(std::unique_ptr<rocksdb::FSSequentialFile> file, FaultyFs& disk)
        : FSSequentialFileOwnerWrapper(std::move(file)), disk_(disk) {}
    IOStatus Read(std::size_t count, const IOOptions& options, Slice* result, char* scratch,
                  IODebugContext* debug) override {
        const Answer answer = disk_.meet(Call::read);
        if (answer.what == Answer::fail) return answer.status;
        const std::size_t read = answer.what == Answer::shorten ? count / 2 : count;
        return FSSequentialFileOwnerWrapper::Read(read, options, result, scratch, debug);
    }

  private:
    FaultyFs& disk_;
};

class RandomFile : public rocksdb::FSRandomAccessFileOwnerWrapper {
  public:
    RandomFile(std::unique_ptr<rocksdb::FSRandomAccessFile> file, FaultyFs& disk)
        : FSRandomAccessFileOwnerWrapper(std::move(file)), disk_(disk) {}
    IOStatus Read(std::uint64_t offset, std::size_t count, const IOOptions& options, Slice* result,
                  char* scratch, IODebugContext* debug) const override {
        const Answer answer = disk_.meet(Call::read);
        if (answer.what == Answer::fail) return answer.status;
        const std::size_t read = answer.what == Answer::shorten ? count / 2 : count;
        return FSRandomAccessFileOwnerWrapper::Read(offset, read, options, result, scratch, debug);
    }
    IOStatus MultiRead(rocksdb::FSReadRequest* requests, std::size_t count,
                       const IOOptions& options, IODebugContext* debug) override {
        for (std::size_t i = 0; i < count; ++i)
            requests[i].status = Read(requests[i].offset, requests[i].len, options,
                                      &requests[i].result, requests[i].scratch, debug);
        return IOStatus::OK();
    }

  private:
    FaultyFs& disk_;
};

class WritableFile : public rocksdb::FSWritableFileOwnerWrapper {
  public:
    WritableFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string path, FaultyFs& disk)
        : FSWritableFileOwnerWrapper(std::move(file)), path_(std::move(path)), disk_(disk) {}

    using FSWritableFileOwnerWrapper::Append;
    IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
        const Answer answer = disk_.meet(Call::write);
        if (answer.what == Answer::fail || answer.what == Answer::pretend) return answer.status;
        if (IOStatus full = disk_.take_room(path_, data.size()); !full.ok()) return full;
        return FSWritableFileOwnerWrapper::Append(data, options, debug);
    }
    IOStatus Append(const Slice& data, const IOOptions& options,
                    const rocksdb::DataVerificationInfo&, IODebugContext* debug) override {
        return Append(data, options, debug);
    }
    IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
        const Answer answer = disk_.meet(Call::sync);
        if (answer.what == Answer::fail || answer.what == Answer::pretend) return answer.status;
        return disk_.lies() ? IOStatus::OK() : FSWritableFileOwnerWrapper::Sync(options, debug);
    }
    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
        return Sync(options, debug);
    }

  private:
    std::string path_;
    FaultyFs& disk_;
};

class Directory : public rocksdb::FSDirectory {
  public:
    Directory(std::unique_ptr<rocksdb::FSDirectory> directory, FaultyFs& disk)
        : under_(std::move(directory)), disk_(disk) {}
    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
        const Answer answer = disk_.meet(Call::sync);
        if (answer.what == Answer::fail || answer.what == Answer::pretend) return answer.status;
        return under_->Fsync(options, debug);
    }
    IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
        return under_->Close(options, debug);
    }

  private:
    std::unique_ptr<rocksdb::FSDirectory> under_;
    FaultyFs& disk_;
};

// Opens by `open`, unless that is to fail, and puts a file of ours in the place of what it gave.
template <class Ours, class File, class Open, class... Path>
IOStatus hand_out(FaultyFs& disk, std::unique_ptr<File>* file, const Open& open,
                  const Path&... path) {
    if (const Answer answer = disk.meet(Call::open); answer.what == Answer::fail)
        return answer.status;
    const IOStatus status = open();
    if (status.ok()) *file = std::make_unique<Ours>(std::move(*file), path..., disk);
    return status;
}

}  // namespace

FaultyFs::FaultyFs(std::shared_ptr<rocksdb::FileSystem> under)
    : FileSystemWrapper(std::move(under)) {}

void FaultyFs::fail_at(Failing failing) {
    const std::lock_guard lock(mutex_);
    failing_ = failing;
    calls_ = syncs_ = changes_ = failed_ = 0;
}

void FaultyFs::meet_this_thread_alone() {
    const std::lock_guard lock(mutex_);
    met_thread_ = std::this_thread::get_id();
}

std::uint64_t FaultyFs::calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
}

std::uint64_t FaultyFs::changes() const {
    const std::lock_guard lock(mutex_);
    return changes_;
}

std::uint64_t FaultyFs::failed() const {
    const std::lock_guard lock(mutex_);
    return failed_;
}

void FaultyFs::slow_syncs(std::chrono::milliseconds each) {
    const std::lock_guard lock(mutex_);
    each_sync_ = each;
}

void FaultyFs::lie_about_syncs(bool lies) {
    const std::lock_guard lock(mutex_);
    lies_ = lies;
}

bool FaultyFs::lies() const {
    const std::lock_guard lock(mutex_);
    return lies_;
}

void FaultyFs::shrink_to(std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    capacity_ = bytes;
}

void FaultyFs::say_free(std::optional<std::uint64_t> bytes) {
    const std::lock_guard lock(mutex_);
    said_free_ = bytes;
}

std::uint64_t FaultyFs::used() const {
    return std::accumulate(sizes_.begin(), sizes_.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const auto& file) { return sum + file.second; });
}

IOStatus FaultyFs::take_room(const std::string& path, std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    if (!capacity_) return IOStatus::OK();
    if (used() + bytes > *capacity_)
        return IOStatus::NoSpace("injected", "No space left on device");
    sizes_[path] += bytes;
    return IOStatus::OK();
}

Answer FaultyFs::trouble() {
    ++failed_;
    if (failing_.trouble == Trouble::swallowed) return {Answer::pretend, IOStatus::OK()};
    if (failing_.trouble == Trouble::short_read) return {Answer::shorten, IOStatus::OK()};
    return {Answer::fail, status_of(failing_.trouble)};
}

Answer FaultyFs::meet(Call call) {
    std::unique_lock lock(mutex_);
    if (met_thread_ && *met_thread_ != std::this_thread::get_id()) return {};
    ++calls_;
    if (call == Call::sync) ++syncs_;
    if (call == Call::sync || call == Call::write) ++changes_;
    const std::uint64_t counted = failing_.syncs_only ? syncs_ : calls_;
    const bool is_counted = failing_.call > 0 && (!failing_.syncs_only || call == Call::sync);
    const bool is_beyond = failing_.lasts && counted > failing_.call;
    if (is_counted && (counted == failing_.call || is_beyond)) return trouble();
    const auto wait = call == Call::sync ? each_sync_ : std::chrono::milliseconds{0};
    lock.unlock();
    std::this_thread::sleep_for(wait);
    return {};
}

IOStatus FaultyFs::NewSequentialFile(const std::string& path, const FileOptions& options,
                                     std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                     IODebugContext* debug) {
    return hand_out<SequentialFile>(*this, file, [&] {
        return FileSystemWrapper::NewSequentialFile(path, options, file, debug);
    });
}

IOStatus FaultyFs::NewRandomAccessFile(const std::string& path, const FileOptions& options,
                                       std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                       IODebugContext* debug) {
    return hand_out<RandomFile>(*this, file, [&] {
        return FileSystemWrapper::NewRandomAccessFile(path, options, file, debug);
    });
}

IOStatus FaultyFs::NewWritableFile(const std::string& path, const FileOptions& options,
                                   std::unique_ptr<rocksdb::FSWritableFile>* file,
                                   IODebugContext* debug) {
    return hand_out<WritableFile>(
        *this, file, [&] { return FileSystemWrapper::NewWritableFile(path, options, file, debug); },
        path);
}

IOStatus FaultyFs::ReopenWritableFile(const std::string& path, const FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      IODebugContext* debug) {
    return hand_out<WritableFile>(
        *this, file,
        [&] { return FileSystemWrapper::ReopenWritableFile(path, options, file, debug); }, path);
}

IOStatus FaultyFs::NewDirectory(const std::string& path, const IOOptions& options,
                                std::unique_ptr<rocksdb::FSDirectory>* directory,
                                IODebugContext* debug) {
    return hand_out<Directory>(*this, directory, [&] {
        return FileSystemWrapper::NewDirectory(path, options, directory, debug);
    });
}

IOStatus FaultyFs::DeleteFile(const std::string& path, const IOOptions& options,
                              IODebugContext* debug) {
    if (const Answer answer = meet(Call::write); answer.what == Answer::fail) return answer.status;
    {
        const std::lock_guard lock(mutex_);
        sizes_.erase(path);
    }
    return FileSystemWrapper::DeleteFile(path, options, debug);
}

IOStatus FaultyFs::RenameFile(const std::string& from, const std::string& to,
                              const IOOptions& options, IODebugContext* debug) {
    if (const Answer answer = meet(Call::write); answer.what == Answer::fail) return answer.status;
    {
        const std::lock_guard lock(mutex_);
        if (const auto moved = sizes_.find(from); moved != sizes_.end()) {
            sizes_[to] = moved->second;
            sizes_.erase(from);
        }
    }
    return FileSystemWrapper::RenameFile(from, to, options, debug);
}

IOStatus FaultyFs::GetFreeSpace(const std::string& path, const IOOptions& options,
                                std::uint64_t* bytes, IODebugContext* debug) {
    {
        const std::lock_guard lock(mutex_);
        if (said_free_ || capacity_) {
            *bytes = said_free_ ? *said_free_ : *capacity_ - std::min(*capacity_, used());
            return IOStatus::OK();
        }
    }
    return FileSystemWrapper::GetFreeSpace(path, options, bytes, debug);
}

}  // namespace recert::support
