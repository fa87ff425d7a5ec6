#include "service/proofs.hpp"

#include <charconv>

#include "ledger/base64.hpp"
#include "ledger/receipt.hpp"
#include "ledger/tile_path.hpp"

namespace recert::service {
namespace {

using ledger::TilePath;
using ledger::TreeSize;

tl::unexpected<Error> no_such_tile() {
    return fail(ErrorCode::not_found, "there is no such tile, or it is not signed yet");
}

Result<std::string> no_checkpoint_yet() {
    return fail(ErrorCode::no_checkpoint_yet, "no checkpoint covers this yet: ask again shortly");
}

Result<std::string> note_of(const ledger::Reader& reader, TreeSize size) {
    auto note = reader.checkpoint(size);
    if (!note) return tl::unexpected(note.error());
    if (*note) return std::move(**note);
    return fail(ErrorCode::not_found,
                "no checkpoint of size " + std::to_string(size.value) + " was published", "size");
}

// The tile that is asked for, if all of it is signed.
Result<TilePath> signed_tile(const ledger::Reader& reader, unsigned level, std::string_view path) {
    const auto wanted = TilePath::parse(path);
    const auto size = reader.signed_size();
    if (!size) return tl::unexpected(size.error());
    if (!wanted || ledger::tile_width({level, wanted->index}, *size) < wanted->width)
        return no_such_tile();
    return *wanted;
}

void append_entry(std::string& bundle, std::string_view entry) {
    bundle += static_cast<char>(entry.size() >> 8);
    bundle += static_cast<char>(entry.size() & 0xff);
    bundle += entry;
}

}  // namespace

Result<std::string> newest_checkpoint(const ledger::Reader& reader) {
    const auto size = reader.signed_size();
    if (!size) return tl::unexpected(size.error());
    return size->value == 0 ? no_checkpoint_yet() : note_of(reader, *size);
}

Result<std::string> tile_at(const ledger::Reader& reader, std::string_view level,
                            std::string_view path) {
    unsigned number = ledger::kTileLevels;
    std::from_chars(level.data(), level.data() + level.size(), number);
    if (std::to_string(number) != level || number >= ledger::kTileLevels) return no_such_tile();
    const auto tile = signed_tile(reader, number, path);
    if (!tile) return tl::unexpected(tile.error());
    return reader.tile({number, tile->index}, tile->width);
}

Result<std::string> bundle_at(const ledger::Reader& reader, std::string_view path) {
    const auto tile = signed_tile(reader, 0, path);
    if (!tile) return tl::unexpected(tile.error());
    const Seq first{tile->index * ledger::kTileWidth};
    std::string bundle;
    RECERT_TRY(reader.visit_entries(first, {first.value + tile->width},
                                    [&bundle](Seq, std::string_view entry) {
                                        append_entry(bundle, entry);
                                        return true;
                                    }));
    return bundle;
}

Result<Receipt> receipt_of(const ledger::Reader& reader, Seq seq,
                           std::optional<std::uint64_t> size) {
    const auto newest = reader.signed_size();
    if (!newest) return tl::unexpected(newest.error());
    const TreeSize tree = size ? TreeSize{*size} : *newest;
    auto note = !size && !tree.covers(seq) ? no_checkpoint_yet() : note_of(reader, tree);
    if (!note) return tl::unexpected(std::move(note.error()));
    if (!tree.covers(seq))
        return fail(ErrorCode::bad_parameter,
                    "the checkpoint of size " + std::to_string(tree.value) +
                        " is older than entry " + std::to_string(seq.value),
                    "size");
    auto path = reader.inclusion(seq, tree);
    if (!path) return tl::unexpected(std::move(path.error()));
    return Receipt{ledger::Receipt{seq, std::move(*path), std::move(*note)}.text(), tree.value};
}

Result<events::Json> consistency_of(const ledger::Reader& reader, std::uint64_t older,
                                    std::uint64_t newer) {
    const auto size = reader.signed_size();
    if (!size) return tl::unexpected(size.error());
    if (newer == 0 || newer > size->value)
        return fail(ErrorCode::bad_parameter,
                    "to is a size from 1 to what is signed, " + std::to_string(size->value), "to");
    if (older == 0 || older > newer)
        return fail(ErrorCode::bad_parameter, "from is a size from 1 to `to`", "from");
    const auto proof = reader.consistency({older}, {newer});
    if (!proof) return tl::unexpected(proof.error());
    events::Json hashes = events::Json::array();
    for (const ledger::Hash& hash : *proof)
        hashes.push_back(ledger::base64(ledger::bytes_of(hash)));
    return events::Json{{"hashes", std::move(hashes)}};
}

}  // namespace recert::service
