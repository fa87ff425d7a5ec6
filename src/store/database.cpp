#include "store/database.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <cassert>

namespace recert::store {

namespace {

constexpr double kBloomBitsPerKey = 10;

rocksdb::ColumnFamilyOptions family_options(Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
    rocksdb::ColumnFamilyOptions options;
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    options.compression =
        family == Family::tiles ? rocksdb::kNoCompression : rocksdb::kLZ4Compression;
    return options;
}

}  // namespace

rocksdb::DBOptions database_options(rocksdb::Env* env) {
    rocksdb::DBOptions options;
    if (env != nullptr) options.env = env;
    // The default mode drops synced records behind one flipped bit without a word.
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    options.paranoid_checks = true;
    options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
    options.track_and_verify_wals_in_manifest = true;
    options.recycle_log_file_num = 0;
    // An fsync that failed must never be tried again: the kernel may have dropped the pages.
    options.max_bgerror_resume_count = 0;
    options.db_write_buffer_size = kWriteBufferBytes;
    options.max_total_wal_size = kWalBytesMax;
    options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
    options.max_log_file_size = kOwnLogBytesMax;
    options.keep_log_file_num = kOwnLogsKept;
    return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> descriptors(const std::vector<Family>& families) {
    const auto cache = rocksdb::NewLRUCache(kBlockCacheBytes);
    std::vector<rocksdb::ColumnFamilyDescriptor> described;
    described.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
    for (const Family family : families)
        described.emplace_back(std::string(family_name(family)), family_options(family, cache));
    return described;
}

Database::Database(std::unique_ptr<rocksdb::Env> env, std::unique_ptr<rocksdb::DB> db,
                   const std::vector<Family>& families,
                   const std::vector<rocksdb::ColumnFamilyHandle*>& handles)
    : env_(std::move(env)), db_(std::move(db)), default_(handles.at(0)) {
    for (std::size_t i = 0; i < families.size(); ++i)
        handles_.at(static_cast<std::size_t>(families[i])) = handles.at(i + 1);
}

Database::~Database() {
    for (rocksdb::ColumnFamilyHandle* handle : handles_)
        if (handle != nullptr) db_->DestroyColumnFamilyHandle(handle);
    db_->DestroyColumnFamilyHandle(default_);
    db_->Close();
}

rocksdb::ColumnFamilyHandle* Database::handle(Family family) const {
    rocksdb::ColumnFamilyHandle* found = handles_.at(static_cast<std::size_t>(family));
    assert(found != nullptr && "a family this store was not opened with");
    return found;
}

}  // namespace recert::store
