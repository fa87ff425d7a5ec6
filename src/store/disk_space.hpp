// How much room a directory's disk has, and whether that is enough. For the files of this folder
// only.
//
// RocksDB 7 ends the process on a full disk, also while it opens one; so room is asked for before
// anything is written. Errors: `storage` when the disk cannot be asked.
#pragma once

#include <rocksdb/file_system.h>

#include <cstdint>
#include <filesystem>

#include "result.hpp"

namespace recert::store {

// What opening writes at least: a manifest, the options, a new log.
inline constexpr std::uint64_t kOpeningBytes = std::uint64_t{4} << 20;

Result<std::uint64_t> free_bytes(rocksdb::FileSystem& disk, const std::filesystem::path& directory);

// Opening turns the write-ahead log into tables: as many bytes again. `refused_start` if there is
// no room for them.
Status check_room_to_open(rocksdb::FileSystem& disk, const std::filesystem::path& directory);

// `disk_reserve` unless so many bytes fit, and a little more.
Status check_room_to_copy(rocksdb::FileSystem& disk, const std::filesystem::path& directory,
                          std::uint64_t bytes);

// `disk_reserve` when less than `reserve_bytes` is free.
Status check_reserve(rocksdb::FileSystem& disk, const std::filesystem::path& directory,
                     std::uint64_t reserve_bytes);

}  // namespace recert::store
