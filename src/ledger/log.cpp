#include "ledger/log.hpp"

#include <atomic>

#include "ledger/checkpoint.hpp"
#include "ledger/format.hpp"
#include "ledger/heads.hpp"
#include "ledger/opening.hpp"
#include "store/durable_file.hpp"

namespace recert::ledger {

namespace {

using store::Batch;
using store::Family;

Status check_shape(const Group& group, TreeSize size) {
    if (group.first != size.next())
        return fail(ErrorCode::version_mismatch,
                    "the group begins at " + std::to_string(group.first.value) +
                        ", the ledger goes on with " + std::to_string(size.value));
    for (const NewEntry& entry : group.entries) {
        if (entry.bytes.size() > kEntryBytesMax)
            return fail(ErrorCode::too_large,
                        "an entry has more than " + std::to_string(kEntryBytesMax) + " bytes");
        if (entry.stream.empty() || entry.stream.find('\0') != std::string::npos)
            return fail(ErrorCode::bad_parameter, "not the name of a stream");
    }
    return {};
}

void put_entries(Batch& batch, const Group& group) {
    Seq seq = group.first;
    for (const NewEntry& entry : group.entries) {
        const std::string number = format::number(seq.value);
        batch.put(Family::entries, number, entry.bytes);
        batch.put(Family::streams, format::stream_key(entry.stream, entry.version), number);
        seq = seq.next();
    }
}

void put_views(Batch& batch, std::span<const ViewChange> changes) {
    for (const ViewChange& change : changes) {
        if (change.value)
            batch.put(Family::views, change.key, *change.value);
        else
            batch.erase(Family::views, change.key);
    }
}

// Writes only what is new of the right edge: the slots filled since `before`.
void put_tree(Batch& batch, Edge& edge, const Group& group) {
    const TreeSize before = edge.size();
    const auto put_tile = [&batch](TileId tile, const std::vector<Hash>& hashes) {
        std::string bytes;
        bytes.reserve(kTileBytes);
        for (const Hash& hash : hashes) bytes.append(bytes_of(hash));
        batch.put(Family::tiles, format::tile_key(tile), bytes);
    };
    for (const NewEntry& entry : group.entries) edge.add(leaf_hash(entry.bytes), put_tile);
    for (unsigned level = 0; level < kTileLevels; ++level) {
        const std::uint64_t hashes = hashes_at(level, before);
        const bool same_tile = hashes / kTileWidth == hashes_at(level, edge.size()) / kTileWidth;
        const std::vector<Hash>& unfinished = edge.unfinished(level);
        for (std::size_t slot = same_tile ? hashes % kTileWidth : 0; slot < unfinished.size();
             ++slot)
            batch.put(Family::meta, format::edge_key(level, slot), bytes_of(unfinished[slot]));
    }
    batch.put(Family::meta, format::kSizeKey, format::number(edge.size().value));
}

}  // namespace

struct Log::State {
    std::filesystem::path data_directory;
    Opened opened;
    HeadCache heads;
};

Result<std::unique_ptr<Log>> Log::open(const std::filesystem::path& data_directory,
                                       const LogOptions& options) {
    Result<Opened> opened = open_store(data_directory, options);
    if (!opened) return tl::unexpected<Error>(std::move(opened.error()));
    auto state = std::make_unique<State>(State{data_directory, std::move(*opened), {}});
    return std::unique_ptr<Log>(new Log(std::move(state)));
}

Log::Log(std::unique_ptr<State> state) : state_(std::move(state)) {}
Log::~Log() = default;

Status Log::append(const Group& group) {
    store::WriteStore& store = *state_->opened.store;
    // The edge of a failed group has gone ahead of the store: nothing may be built on it.
    if (!store.writable()) return store.commit(store.batch());
    RECERT_TRY(check_shape(group, state_->opened.edge.size()));
    const Result<Reader> before = reader();
    if (!before) return tl::unexpected<Error>(before.error());
    const Result<Heads> heads = state_->heads.advanced(*before, group);
    if (!heads) return tl::unexpected<Error>(heads.error());

    Batch batch = store.batch();
    put_entries(batch, group);
    for (const auto& [stream, version] : *heads)
        batch.put(Family::heads, stream, format::number(version.value));
    for (const auto& [key, repeat] : group.keys)
        batch.put(Family::idempotency, key, format::repeat_value(repeat));
    put_views(batch, group.views);
    if (!group.entries.empty()) put_tree(batch, state_->opened.edge, group);
    RECERT_TRY(store.commit(std::move(batch)));
    state_->heads.keep(*heads);
    return {};
}

Result<Reader> Log::reader() const { return Reader::now(state_->opened.store->reading()); }

bool Log::writable() const { return state_->opened.store->writable(); }

Result<store::DiskSpace> Log::disk_space() const { return state_->opened.store->disk_space(); }

Status Log::room() const { return state_->opened.store->room(); }

Result<store::CopyState> Log::copy_to(store::WriteCopies& copies, const store::GoesOn& goes_on) {
    return copies.take(*state_->opened.store, goes_on);
}

Status Log::change_views(std::span<const ViewChange> changes) {
    RECERT_TRY(room());
    Batch batch = state_->opened.store->batch();
    put_views(batch, changes);
    return state_->opened.store->commit(std::move(batch));
}

Status Log::erase_views(std::string_view prefix) {
    const store::Bounds bounds = store::prefix_bounds(prefix);
    if (bounds.until.empty()) return fail(ErrorCode::bad_parameter, "erasing views takes a prefix");
    Batch batch = state_->opened.store->batch();
    batch.erase_range(Family::views, bounds);
    return state_->opened.store->commit(std::move(batch));
}

Status Log::keep(std::string_view name, std::string_view value) {
    Batch batch = state_->opened.store->batch();
    batch.put(Family::meta, format::kept_key(name), value);
    return state_->opened.store->commit(std::move(batch));
}

Status Log::put_token(std::string_view key, std::string_view value) {
    Batch batch = state_->opened.store->batch();
    batch.put(Family::tokens, key, value);
    return state_->opened.store->commit(std::move(batch));
}

Status Log::erase_token(std::string_view key) {
    Batch batch = state_->opened.store->batch();
    batch.erase(Family::tokens, key);
    return state_->opened.store->commit(std::move(batch));
}

Result<bool> Log::publish_checkpoint(std::span<const note::Signer> signers) {
    Opened& opened = state_->opened;
    const Result<Reader> durable = reader();
    if (!durable) return tl::unexpected<Error>(durable.error());
    if (durable->size() <= opened.signed_size) return false;
    if (!writable()) return fail(ErrorCode::read_only, "an earlier write failed: restart");
    if (signers.empty()) return fail(ErrorCode::bad_parameter, "there is no key to sign with");
    const Result<Hash> root = durable->root(durable->size());
    if (!root) return tl::unexpected<Error>(root.error());
    const Checkpoint checkpoint{signers.front().verifier().name(), durable->size(), *root};
    const Result<std::string> signed_note = note::sign(checkpoint.text(), signers);
    if (!signed_note) return tl::unexpected<Error>(signed_note.error());
    RECERT_TRY(store::replace_file(checkpoint_path(state_->data_directory), *signed_note,
                                   store::kPublicFile, "checkpoint-rename"));
    opened.signed_size = checkpoint.size;
    RECERT_TRY(keep_checkpoint(*opened.store, checkpoint.size, *signed_note));
    return true;
}

}  // namespace recert::ledger
