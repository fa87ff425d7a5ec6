#include "ledger/reader.hpp"

#include <algorithm>

#include "ledger/format.hpp"
#include "ledger/tile_source.hpp"

namespace recert::ledger {

namespace {

using store::Family;

tl::unexpected<Error> passed_on(Error& error) { return tl::unexpected<Error>(std::move(error)); }

std::string named(Seq seq) { return "entry " + std::to_string(seq.value); }

tl::unexpected<Error> beyond(TreeSize size) {
    return fail(ErrorCode::bad_parameter,
                "the ledger has fewer than " + std::to_string(size.value) + " entries");
}

Result<std::optional<std::uint64_t>> number_at(const store::Snapshot& snapshot, Family family,
                                               std::string_view key) {
    Result<std::optional<std::string>> bytes = snapshot.get(family, key);
    if (!bytes) return passed_on(bytes.error());
    if (!*bytes) return std::nullopt;
    const std::optional<std::uint64_t> number = format::number_from(**bytes);
    if (!number)
        return fail(ErrorCode::corrupt, std::string(store::family_name(family)) + " of " +
                                            std::string(key) + " is not a number");
    return number;
}

}  // namespace

Result<Reader> Reader::open(const std::filesystem::path& data_directory) {
    Result<store::ReadStore> store =
        store::ReadStore::open(data_directory / kStoreDirectory, store::ledger_families());
    if (!store) return passed_on(store.error());
    return now(*store);
}

Result<Reader> Reader::now(const store::ReadStore& store) {
    store::Snapshot snapshot = store.snapshot();
    Result<std::optional<std::uint64_t>> size = number_at(snapshot, Family::meta, format::kSizeKey);
    if (!size) return passed_on(size.error());
    if (!*size) return fail(ErrorCode::corrupt, "the ledger's size is not recorded");
    return Reader(std::move(snapshot), TreeSize{**size});
}

Result<std::string> Reader::entry(Seq seq) const {
    if (!size_.covers(seq)) return fail(ErrorCode::not_found, "there is no " + named(seq));
    Result<std::optional<std::string>> bytes =
        snapshot_.get(Family::entries, format::number(seq.value));
    if (!bytes) return passed_on(bytes.error());
    if (!*bytes) return fail(ErrorCode::corrupt, named(seq) + " is missing");
    return std::move(**bytes);
}

Result<std::vector<std::string>> Reader::entries(const std::vector<Seq>& seqs) const {
    std::vector<std::string> keys;
    keys.reserve(seqs.size());
    for (const Seq seq : seqs) {
        if (!size_.covers(seq)) return fail(ErrorCode::not_found, "there is no " + named(seq));
        keys.push_back(format::number(seq.value));
    }
    Result<std::vector<std::optional<std::string>>> found =
        snapshot_.read_many(Family::entries, keys);
    if (!found) return passed_on(found.error());
    std::vector<std::string> entries;
    entries.reserve(seqs.size());
    for (std::size_t i = 0; i < seqs.size(); ++i) {
        if (!(*found)[i]) return fail(ErrorCode::corrupt, named(seqs[i]) + " is missing");
        entries.push_back(std::move(*(*found)[i]));
    }
    return entries;
}

Status Reader::visit_entries(Seq from, Seq until, const EntryVisitor& visit) const {
    const Seq end{std::min(until.value, size_.value)};
    if (from >= end) return {};
    Seq next = from;
    bool stopped = false;
    RECERT_TRY(snapshot_.scan(Family::entries,
                              {format::number(from.value), format::number(end.value)},
                              [&](std::string_view key, std::string_view value) {
                                  if (format::number_from(key) != next.value) return false;
                                  stopped = !visit(next, value);
                                  next = next.next();
                                  return !stopped;
                              }));
    if (!stopped && next != end) return fail(ErrorCode::corrupt, named(next) + " is missing");
    return {};
}

Result<std::vector<Seq>> Reader::stream(std::string_view name, StreamVersion after,
                                        std::size_t limit) const {
    std::vector<Seq> seqs;
    if (limit == 0 || after.next() < after) return seqs;
    StreamVersion next = after.next();
    bool whole = true;
    const store::Bounds bounds{format::stream_key(name, next),
                               store::prefix_bounds(format::stream_prefix(name)).until};
    RECERT_TRY(
        snapshot_.scan(Family::streams, bounds, [&](std::string_view key, std::string_view value) {
            const auto seq = format::number_from(value);
            whole = seq && key == format::stream_key(name, next);
            if (!whole) return false;
            seqs.push_back(Seq{*seq});
            next = next.next();
            return seqs.size() < limit;
        }));
    if (!whole)
        return fail(ErrorCode::corrupt, "version " + std::to_string(next.value) + " of " +
                                            std::string(name) + " is missing");
    return seqs;
}

Result<StreamVersion> Reader::head(std::string_view name) const {
    Result<std::optional<std::uint64_t>> version = number_at(snapshot_, Family::heads, name);
    if (!version) return passed_on(version.error());
    return StreamVersion{version->value_or(0)};
}

Status Reader::visit_streams(std::string_view prefix, std::string_view from,
                             const std::function<bool(std::string_view name)>& visit) const {
    store::Bounds bounds = store::prefix_bounds(prefix);
    if (from > bounds.from) bounds.from = from;
    return snapshot_.scan(Family::heads, bounds,
                          [&](std::string_view name, std::string_view) { return visit(name); });
}

Result<std::optional<Repeat>> Reader::repeat(std::string_view key) const {
    Result<std::optional<std::string>> bytes = snapshot_.get(Family::idempotency, key);
    if (!bytes) return passed_on(bytes.error());
    if (!*bytes) return std::nullopt;
    std::optional<Repeat> repeat = format::repeat_from(**bytes);
    if (!repeat) return fail(ErrorCode::corrupt, "an idempotency key stands for no entries");
    return repeat;
}

Result<std::optional<std::string>> Reader::view(std::string_view key) const {
    return snapshot_.get(Family::views, key);
}

Status Reader::visit_views(std::string_view prefix, std::string_view from,
                           const store::Visitor& visit) const {
    store::Bounds bounds = store::prefix_bounds(prefix);
    if (from > bounds.from) bounds.from = from;
    return snapshot_.scan(Family::views, bounds, visit);
}

Result<std::optional<store::Row>> Reader::last_view(std::string_view prefix,
                                                    std::string_view until) const {
    return snapshot_.last(Family::views, {std::string(prefix), std::string(until) + '\0'});
}

Result<Hash> Reader::views_digest(std::string_view prefix) const {
    RunningHash digest;
    RECERT_TRY(visit_views(prefix, {}, [&](std::string_view key, std::string_view value) {
        digest.add(format::with_length(key.substr(prefix.size())));
        digest.add(format::with_length(value));
        return true;
    }));
    return digest.finish();
}

Result<std::optional<std::string>> Reader::kept(std::string_view name) const {
    return snapshot_.get(Family::meta, format::kept_key(name));
}

Result<std::optional<std::string>> Reader::token(std::string_view key) const {
    return snapshot_.get(Family::tokens, key);
}

Status Reader::visit_tokens(std::string_view from, const store::Visitor& visit) const {
    return snapshot_.scan(Family::tokens, {std::string(from), {}}, visit);
}

Result<Hash> Reader::root(TreeSize size) const {
    if (size > size_) return beyond(size);
    TileSource nodes(snapshot_, size_);
    return root_of(nodes, size);
}

Result<Hash> Reader::leaf(Seq seq) const {
    if (!size_.covers(seq)) return fail(ErrorCode::not_found, "there is no " + named(seq));
    TileSource nodes(snapshot_, size_);
    return nodes.node(0, seq.value);
}

Result<Proof> Reader::inclusion(Seq seq, TreeSize size) const {
    if (size > size_) return beyond(size);
    TileSource nodes(snapshot_, size_);
    return inclusion_proof(nodes, seq, size);
}

Result<Proof> Reader::consistency(TreeSize older, TreeSize newer) const {
    if (newer > size_) return beyond(newer);
    TileSource nodes(snapshot_, size_);
    return consistency_proof(nodes, older, newer);
}

Result<std::string> Reader::tile(TileId tile, std::size_t width) const {
    if (width == 0 || tile_width(tile, size_) < width)
        return fail(ErrorCode::not_found, "there is no such tile");
    const Result<std::vector<Hash>> hashes = stored_tile(snapshot_, tile, size_);
    if (!hashes) return tl::unexpected<Error>(hashes.error());
    std::string bytes;
    bytes.reserve(width * kHashBytes);
    for (std::size_t slot = 0; slot < width; ++slot) bytes.append(bytes_of((*hashes)[slot]));
    return bytes;
}

Result<TreeSize> Reader::signed_size() const {
    Result<std::optional<std::uint64_t>> size =
        number_at(snapshot_, Family::meta, format::kSignedKey);
    if (!size) return passed_on(size.error());
    return TreeSize{size->value_or(0)};
}

Result<std::optional<std::string>> Reader::checkpoint(TreeSize size) const {
    return snapshot_.get(Family::meta, format::checkpoint_key(size));
}

}  // namespace recert::ledger
