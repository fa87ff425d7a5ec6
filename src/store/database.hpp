// One open RocksDB and the handles of its families. For the files of this folder only.
//
// The settings are in one place for both halves. What bounds it: kWriteBufferBytes for all families
// together, kWalBytesMax for the log that a quiet family pins, kBlockCacheBytes for what is read.
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/options.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "result.hpp"
#include "store/family.hpp"

namespace recert::store {

inline constexpr std::size_t kWriteBufferBytes = std::size_t{64} << 20;
inline constexpr std::size_t kWalBytesMax = std::size_t{128} << 20;
inline constexpr std::size_t kBlockCacheBytes = std::size_t{64} << 20;
inline constexpr std::size_t kOwnLogBytesMax = std::size_t{4} << 20;
inline constexpr std::size_t kOwnLogsKept = 4;

rocksdb::DBOptions database_options(rocksdb::Env* env);
std::vector<rocksdb::ColumnFamilyDescriptor> descriptors(const std::vector<Family>& families);

class Database {
  public:
    // `env` may be null: the machine's. `handles` as the descriptors: the default family first.
    Database(std::unique_ptr<rocksdb::Env> env, std::unique_ptr<rocksdb::DB> db,
             const std::vector<Family>& families,
             const std::vector<rocksdb::ColumnFamilyHandle*>& handles);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    rocksdb::DB& db() { return *db_; }
    rocksdb::ColumnFamilyHandle* handle(Family family) const;

  private:
    std::unique_ptr<rocksdb::Env> env_;  // outlives the database that uses it
    std::unique_ptr<rocksdb::DB> db_;
    rocksdb::ColumnFamilyHandle* default_;
    std::array<rocksdb::ColumnFamilyHandle*, kFamilyCount> handles_{};
};

}  // namespace recert::store
