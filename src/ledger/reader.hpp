// The ledger as it was at one moment: entries, streams, idempotency keys, views, tokens, tree.
//
// A Reader is one snapshot of durable state; nothing seen through it changes. Cheap to make and to
// copy, safe in any thread; taking one for each request is right. It keeps the store open: let go
// of it before reopening the directory. `not_found` names what is not there; `bad_parameter` is a
// size beyond the tree; `corrupt` something that must be there and is not (never an empty answer).
// Knows no event type, and cannot write.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/group.hpp"
#include "ledger/hash.hpp"
#include "ledger/tile.hpp"
#include "ledger/tree.hpp"
#include "position.hpp"
#include "result.hpp"
#include "store/reading.hpp"

namespace recert::ledger {

// Within the data directory.
inline constexpr const char* kStoreDirectory = "ledger";

// `entry` is valid during the call only; false ends the visit.
using EntryVisitor = std::function<bool(Seq seq, std::string_view entry)>;

class Reader {
  public:
    // Opens DIR read-only, also beside a running service.
    static Result<Reader> open(const std::filesystem::path& data_directory);
    // At this moment of an open store.
    static Result<Reader> now(const store::ReadStore& store);

    // Count of entries = the seq of the entry to come.
    TreeSize size() const { return size_; }

    Result<std::string> entry(Seq seq) const;
    // In the order asked.
    Result<std::vector<std::string>> entries(const std::vector<Seq>& seqs) const;
    // Entries in [from, until), oldest first, up to the end of the ledger.
    Status visit_entries(Seq from, Seq until, const EntryVisitor& visit) const;

    // Seqs of a stream's versions after + 1, after + 2, …; empty for an unknown stream.
    Result<std::vector<Seq>> stream(std::string_view name, StreamVersion after,
                                    std::size_t limit) const;
    // Version 0: there is no such stream.
    Result<StreamVersion> head(std::string_view name) const;
    // Names of the streams that begin with `prefix`, in byte order, from the name `from` (whole,
    // with its prefix; empty: from the first) on; false ends the visit.
    Status visit_streams(std::string_view prefix, std::string_view from,
                         const std::function<bool(std::string_view name)>& visit) const;

    Result<std::optional<Repeat>> repeat(std::string_view key) const;

    Result<std::optional<std::string>> view(std::string_view key) const;
    // Views whose key begins with `prefix`, in byte order, from the key `from` (whole, with its
    // prefix; empty: from the first) on. The visitor is given whole keys.
    Status visit_views(std::string_view prefix, std::string_view from,
                       const store::Visitor& visit) const;
    // The last view whose key begins with `prefix` and is not beyond the key `until`.
    Result<std::optional<store::Row>> last_view(std::string_view prefix,
                                                std::string_view until) const;
    // SHA-256 over (length ‖ key ‖ length ‖ value), lengths as big-endian uint32, keys in byte
    // order and without the prefix: two builds of one projection have one digest.
    Result<Hash> views_digest(std::string_view prefix) const;

    // What Log::keep was given last.
    Result<std::optional<std::string>> kept(std::string_view name) const;

    Result<std::optional<std::string>> token(std::string_view key) const;
    Status visit_tokens(std::string_view from, const store::Visitor& visit) const;

    // The tree of the first `size` entries, for any size up to size().
    Result<Hash> root(TreeSize size) const;
    Result<Hash> leaf(Seq seq) const;
    Result<Proof> inclusion(Seq seq, TreeSize size) const;
    Result<Proof> consistency(TreeSize older, TreeSize newer) const;
    // The tile's hashes, `width` of them (1 to 256), one after the other.
    Result<std::string> tile(TileId tile, std::size_t width) const;

    // The size of the last checkpoint known to be signed; 0 when there is none.
    Result<TreeSize> signed_size() const;
    // The note as it was signed of this size; nullopt: none was published. The signature is not
    // looked at.
    Result<std::optional<std::string>> checkpoint(TreeSize size) const;

    const store::Snapshot& snapshot() const { return snapshot_; }

  private:
    Reader(store::Snapshot snapshot, TreeSize size) : snapshot_(std::move(snapshot)), size_(size) {}
    store::Snapshot snapshot_;
    TreeSize size_;
};

}  // namespace recert::ledger
