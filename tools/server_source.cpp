#include "tools/server_source.hpp"

#include <algorithm>

#include "ledger/tile_path.hpp"

namespace recert::tools {

Status visit_entry_bundle(std::string_view bundle, std::size_t count,
                          const std::function<bool(std::string_view entry)>& visit) {
    constexpr std::size_t kLengthBytes = 2;
    constexpr unsigned kByteBits = 8;
    for (std::size_t n = 0; n < count; ++n) {
        if (bundle.size() < kLengthBytes) return fail(ErrorCode::corrupt, "too few entries");
        const std::size_t length = static_cast<std::size_t>(static_cast<unsigned char>(bundle[0]))
                                       << kByteBits |
                                   static_cast<unsigned char>(bundle[1]);
        bundle.remove_prefix(kLengthBytes);
        if (bundle.size() < length) return fail(ErrorCode::corrupt, "an entry is cut off");
        if (!visit(bundle.substr(0, length))) return {};
        bundle.remove_prefix(length);
    }
    return bundle.empty() ? Status() : fail(ErrorCode::corrupt, "too many entries");
}

ServerSource::ServerSource(std::unique_ptr<Server> server, Claim claim)
    : server_(std::move(server)),
      claim_(std::move(claim)),
      tree_(claim_.checkpoint->checkpoint.size, [this](ledger::TileId tile, std::size_t width) {
          return text_at(*server_, "/log/tile/" + std::to_string(tile.level) + "/" +
                                       ledger::TilePath{tile.index, width}.text());
      }) {}

Result<std::unique_ptr<Source>> ServerSource::open(std::unique_ptr<Server> server) {
    auto note = text_at(*server, "/log/checkpoint");
    if (!note) return tl::unexpected(note.error());
    auto checkpoint = ledger::SignedCheckpoint::parse(std::move(*note));
    if (!checkpoint) return fail(ErrorCode::corrupt, "checkpoint: " + checkpoint.error().message);
    const auto vkeys = text_at(*server, "/log/vkey");
    if (!vkeys) return tl::unexpected(vkeys.error());
    Claim claim;
    claim.until = checkpoint->checkpoint.size.next();
    claim.checkpoint = std::move(*checkpoint);
    claim.vkeys_from = "the service itself";
    claim.vkeys = lines_of(*vkeys);
    return std::unique_ptr<Source>(new ServerSource(std::move(server), std::move(claim)));
}

Status ServerSource::visit(Seq from, Seq until, const ledger::EntryVisitor& visit) {
    const std::uint64_t end = std::min(until.value, claim_.until.value);
    for (std::uint64_t index = from.value / ledger::kTileWidth; index * ledger::kTileWidth < end;
         ++index) {
        Seq next{index * ledger::kTileWidth};
        const auto width = static_cast<std::size_t>(
            std::min<std::uint64_t>(ledger::kTileWidth, claim_.until.value - next.value));
        const auto bundle =
            text_at(*server_, "/log/tile/entries/" + ledger::TilePath{index, width}.text());
        if (!bundle) return tl::unexpected(bundle.error());
        bool goes_on = true;
        RECERT_TRY(visit_entry_bundle(*bundle, width, [&](std::string_view entry) {
            const Seq seq = next;
            next = next.next();
            if (seq >= from && seq.value < end) goes_on = visit(seq, entry);
            return goes_on;
        }));
        if (!goes_on) return {};
    }
    return {};
}

}  // namespace recert::tools
