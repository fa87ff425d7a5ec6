#include "store/reading.hpp"

#include "store/database.hpp"
#include "store/status.hpp"

namespace recert::store {

namespace {

rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

std::string reading(Family family) { return "reading " + std::string(family_name(family)); }

}  // namespace

struct Snapshot::Held {
    explicit Held(std::shared_ptr<Database> of)
        : database(std::move(of)), at(database->db().GetSnapshot()) {}
    ~Held() { database->db().ReleaseSnapshot(at); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;

    rocksdb::ReadOptions options() const {
        rocksdb::ReadOptions options;
        options.snapshot = at;
        return options;
    }

    std::shared_ptr<Database> database;
    const rocksdb::Snapshot* at;
};

Bounds prefix_bounds(std::string_view prefix) {
    Bounds bounds{std::string(prefix), std::string(prefix)};
    while (!bounds.until.empty() && static_cast<unsigned char>(bounds.until.back()) == 0xff)
        bounds.until.pop_back();
    if (!bounds.until.empty()) bounds.until.back() = static_cast<char>(bounds.until.back() + 1);
    return bounds;
}

Result<std::optional<std::string>> Snapshot::get(Family family, std::string_view key) const {
    rocksdb::PinnableSlice value;
    const rocksdb::Status status = held_->database->db().Get(
        held_->options(), held_->database->handle(family), slice(key), &value);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return failed(reading(family), status);
    return value.ToString();
}

Result<std::vector<std::optional<std::string>>> Snapshot::read_many(
    Family family, const std::vector<std::string>& keys) const {
    if (keys.empty()) return std::vector<std::optional<std::string>>{};
    const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
    std::vector<rocksdb::PinnableSlice> values(keys.size());
    std::vector<rocksdb::Status> statuses(keys.size());
    held_->database->db().MultiGet(held_->options(), held_->database->handle(family), keys.size(),
                                   slices.data(), values.data(), statuses.data());
    std::vector<std::optional<std::string>> found(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (statuses[i].IsNotFound()) continue;
        if (!statuses[i].ok()) return failed(reading(family), statuses[i]);
        found[i] = values[i].ToString();
    }
    return found;
}

Status Snapshot::scan(Family family, const Bounds& bounds, const Visitor& visit) const {
    rocksdb::ReadOptions options = held_->options();
    const rocksdb::Slice until = slice(bounds.until);
    if (!bounds.until.empty()) options.iterate_upper_bound = &until;
    const std::unique_ptr<rocksdb::Iterator> row(
        held_->database->db().NewIterator(options, held_->database->handle(family)));
    for (row->Seek(slice(bounds.from)); row->Valid(); row->Next())
        if (!visit(view(row->key()), view(row->value()))) return {};
    if (!row->status().ok()) return failed(reading(family), row->status());
    return {};
}

Result<std::optional<Row>> Snapshot::last(Family family, const Bounds& bounds) const {
    rocksdb::ReadOptions options = held_->options();
    const rocksdb::Slice from = slice(bounds.from);
    const rocksdb::Slice until = slice(bounds.until);
    options.iterate_lower_bound = &from;
    if (!bounds.until.empty()) options.iterate_upper_bound = &until;
    const std::unique_ptr<rocksdb::Iterator> row(
        held_->database->db().NewIterator(options, held_->database->handle(family)));
    row->SeekToLast();
    if (row->Valid()) return Row{row->key().ToString(), row->value().ToString()};
    if (!row->status().ok()) return failed(reading(family), row->status());
    return std::nullopt;
}

ReadStore Snapshot::store() const { return ReadStore(held_->database); }

Result<ReadStore> ReadStore::open(const std::filesystem::path& directory,
                                  const std::vector<Family>& families) {
    rocksdb::DB* db = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(
        database_options(nullptr), directory.string(), descriptors(families), &handles, &db);
    if (!status.ok())
        return fail(ErrorCode::refused_start,
                    "cannot open " + directory.string() + " for reading: " + status.ToString());
    return ReadStore(
        std::make_shared<Database>(nullptr, std::unique_ptr<rocksdb::DB>(db), families, handles));
}

Snapshot ReadStore::snapshot() const {
    return Snapshot(std::make_shared<const Snapshot::Held>(database_));
}

Status ReadStore::verify_files() const {
    const rocksdb::Status status = database_->db().VerifyFileChecksums(rocksdb::ReadOptions());
    if (!status.ok()) return failed("comparing the files with their checksums", status);
    return {};
}

}  // namespace recert::store
