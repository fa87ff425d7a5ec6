#include "store/disk_space.hpp"

#include "store/status.hpp"

namespace recert::store {

namespace {

std::string mebibytes(std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

std::uint64_t log_bytes(const std::filesystem::path& directory) {
    std::uint64_t bytes = 0;
    std::error_code ignored;  // what cannot be listed cannot be opened either
    for (const auto& file : std::filesystem::directory_iterator(directory, ignored)) {
        if (file.path().extension() != ".log") continue;
        const std::uintmax_t size = file.file_size(ignored);
        if (!ignored) bytes += size;
    }
    return bytes;
}

}  // namespace

Result<std::uint64_t> free_bytes(rocksdb::FileSystem& disk,
                                 const std::filesystem::path& directory) {
    std::uint64_t bytes = 0;
    const rocksdb::Status status =
        disk.GetFreeSpace(directory.string(), rocksdb::IOOptions(), &bytes, nullptr);
    if (!status.ok()) return failed("asking the disk for its free space", status);
    return bytes;
}

Status check_room_to_open(rocksdb::FileSystem& disk, const std::filesystem::path& directory) {
    const auto free = free_bytes(disk, directory);
    if (!free) return tl::unexpected(free.error());
    const std::uint64_t wanted = kOpeningBytes + log_bytes(directory);
    if (*free >= wanted) return {};
    return fail(ErrorCode::refused_start, "refusing " + directory.string() + ": its disk has " +
                                              mebibytes(*free) + " left and opening takes " +
                                              mebibytes(wanted) + "; make room, then start again");
}

Status check_room_to_copy(rocksdb::FileSystem& disk, const std::filesystem::path& directory,
                          std::uint64_t bytes) {
    const auto free = free_bytes(disk, directory);
    if (!free) return tl::unexpected(free.error());
    const std::uint64_t wanted = bytes + kOpeningBytes;
    if (*free >= wanted) return {};
    return fail(ErrorCode::disk_reserve, "the disk of " + directory.string() + " has " +
                                             mebibytes(*free) + " left and a copy takes " +
                                             mebibytes(wanted));
}

Status check_reserve(rocksdb::FileSystem& disk, const std::filesystem::path& directory,
                     std::uint64_t reserve_bytes) {
    const auto free = free_bytes(disk, directory);
    if (!free) return tl::unexpected(free.error());
    if (*free >= reserve_bytes) return {};
    return fail(ErrorCode::disk_reserve, "the disk of the ledger has " + mebibytes(*free) +
                                             " left, less than the " + mebibytes(reserve_bytes) +
                                             " kept in reserve; appends go on when there is room");
}

}  // namespace recert::store
