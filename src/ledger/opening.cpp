#include "ledger/opening.hpp"

#include <charconv>
#include <string>

#include "ledger/checkpoint.hpp"
#include "ledger/format.hpp"
#include "store/durable_file.hpp"

namespace recert::ledger {

namespace {

using store::Family;

constexpr std::string_view kRestore =
    "restore the data directory from the latest backup that has all signed entries; do not go on "
    "with this one: it would sign a second, different tree of the same size";

tl::unexpected<Error> refused(std::string why) {
    return fail(ErrorCode::refused_start, std::move(why));
}

tl::unexpected<Error> refused(std::string_view what, const Error& error) {
    return refused(std::string(what) + ": " + error.message);
}

std::string entries(TreeSize size) { return std::to_string(size.value) + " entries"; }

Status begin_format(store::WriteStore& store) {
    for (const Family family : store::ledger_families()) {
        const Result<std::optional<store::Row>> row = store.reading().snapshot().last(family);
        if (!row) return refused("the new store cannot be read", row.error());
        if (*row)
            return refused("the store has " + std::string(store::family_name(family)) +
                           " but no format record; " + std::string(kRestore));
    }
    store::Batch batch = store.batch();
    batch.put(Family::meta, format::kFormatKey, std::to_string(format::kFormat));
    batch.put(Family::meta, format::kSizeKey, format::number(0));
    return store.commit(std::move(batch));
}

Status check_format(store::WriteStore& store) {
    const auto text = store.reading().snapshot().get(Family::meta, format::kFormatKey);
    if (!text) return refused("the format record cannot be read", text.error());
    if (!*text) return begin_format(store);
    std::uint64_t found = 0;
    std::from_chars((*text)->data(), (*text)->data() + (*text)->size(), found);
    if (found == format::kFormat) return {};
    return refused("the ledger is of format " + **text + ", this program knows format " +
                   std::to_string(format::kFormat) + " only: start the version that wrote it");
}

// The last entry must be the one before `size`: a cheap look at what check() does wholly.
Status check_last_entry(const Reader& reader) {
    const Result<std::optional<store::Row>> last = reader.snapshot().last(Family::entries);
    if (!last) return refused("the entries cannot be read", last.error());
    const std::uint64_t count =
        *last ? format::number_from((*last)->first).value_or(0) + 1 : std::uint64_t{0};
    if (count == reader.size().value) return {};
    return refused("the entries end at " + std::to_string(count) + ", the tree has " +
                   entries(reader.size()) + "; " + std::string(kRestore));
}

Status check_signature(const SignedCheckpoint& found, const LogOptions& options) {
    if (options.trusted.empty()) return {};
    const Result<std::string> text = note::open(found.note, options.trusted);
    if (text) return {};
    return refused("the file checkpoint is not signed by this ledger's key: " +
                   text.error().message + "; restore the file, or the key, from a backup");
}

Status check_tree(const Reader& reader, const Checkpoint& checkpoint) {
    if (reader.size() < checkpoint.size)
        return refused("the ledger has " + entries(reader.size()) + ", but " +
                       entries(checkpoint.size) + " were signed (file checkpoint); " +
                       std::string(kRestore));
    const Result<Hash> root = reader.root(checkpoint.size);
    if (!root) return refused("the tree cannot be read", root.error());
    if (*root == checkpoint.root) return {};
    return refused("the tree of the first " + entries(checkpoint.size) +
                   " is another than the one that was signed (file checkpoint); " +
                   std::string(kRestore));
}

// Gives the size of the last signed checkpoint.
Result<TreeSize> check_signed(const Reader& reader, const std::optional<SignedCheckpoint>& found,
                              const LogOptions& options) {
    const Result<TreeSize> recorded = reader.signed_size();
    if (!recorded) return refused("the signed size cannot be read", recorded.error());
    const TreeSize in_file = found ? found->checkpoint.size : TreeSize{};
    if (in_file < *recorded)
        return refused("a tree of " + entries(*recorded) + " was signed, but the file checkpoint " +
                       (found ? "is of " + entries(in_file) : "is missing") +
                       "; restore the file from the latest backup");
    if (!found) return TreeSize{};
    RECERT_TRY(check_signature(*found, options));
    RECERT_TRY(check_tree(reader, found->checkpoint));
    return in_file;
}

// The last note is there once in the file and once in the store, unless a kill came in between.
Status make_up(store::WriteStore& store, const SignedCheckpoint& found) {
    const std::string key = format::checkpoint_key(found.checkpoint.size);
    const auto kept = store.reading().snapshot().get(Family::meta, key);
    if (!kept) return refused("the last checkpoint cannot be read", kept.error());
    return *kept ? Status() : keep_checkpoint(store, found.checkpoint.size, found.note);
}

}  // namespace

Status keep_checkpoint(store::WriteStore& store, TreeSize size, std::string_view signed_note) {
    store::Batch batch = store.batch();
    batch.put(Family::meta, format::kSignedKey, format::number(size.value));
    batch.put(Family::meta, format::checkpoint_key(size), signed_note);
    return store.commit(std::move(batch));
}

Result<Opened> open_store(const std::filesystem::path& data_directory, const LogOptions& options) {
    const Result<std::optional<SignedCheckpoint>> found = read_checkpoint(data_directory);
    if (!found) return refused("the last checkpoint cannot be read", found.error());
    const bool create = options.create && !*found;
    if (create) RECERT_TRY(store::make_directory(data_directory, store::kSecretDirectory));
    auto store = store::WriteStore::open({.directory = data_directory / kStoreDirectory,
                                          .create = create,
                                          .sync = options.sync,
                                          .file_system = options.file_system,
                                          .disk_reserve_bytes = options.disk_reserve_bytes});
    if (!store) return tl::unexpected<Error>(std::move(store.error()));
    RECERT_TRY(check_format(**store));
    const Result<Reader> reader = Reader::now((*store)->reading());
    if (!reader) return refused("the ledger cannot be read", reader.error());
    RECERT_TRY(check_last_entry(*reader));
    Result<Edge> edge = Edge::load(reader->snapshot(), reader->size());
    if (!edge) return refused("the tree's right edge cannot be read", edge.error());
    const Result<TreeSize> signed_size = check_signed(*reader, *found, options);
    if (!signed_size) return tl::unexpected<Error>(signed_size.error());
    if (*found) RECERT_TRY(make_up(**store, **found));
    return Opened{std::move(*store), std::move(*edge), *signed_size};
}

}  // namespace recert::ledger
