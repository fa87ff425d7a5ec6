// Keys and values of the ledger's families as bytes. Numbers are big-endian, so that a scan is in
// order. For the files of this folder and its tests only.
//
//   entries      seq(8)                          -> the entry
//   streams      stream ‖ 0x00 ‖ version(8)      -> seq(8)
//   heads        stream                          -> version(8)
//   idempotency  key                             -> first(8) ‖ count(4) ‖ digest
//   tiles        level(1) ‖ index(8)             -> 256 hashes, full tiles only
//   meta         "format"                        -> kFormat as decimal text
//                "size"                          -> count of entries(8)
//                "signed"                        -> size of the last signed checkpoint(8)
//                "checkpoint" ‖ size(8)          -> the note that was signed of this size
//                "edge" ‖ level(1) ‖ slot(1)     -> a hash of the level's unfinished tile; slots
//                                                   beyond its width are left from an older tile
//                "kept" ‖ name                   -> what Log::keep was given, as it was
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/group.hpp"
#include "ledger/tile.hpp"
#include "position.hpp"
#include "store/reading.hpp"

namespace recert::ledger::format {

inline constexpr std::uint64_t kFormat = 1;
inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::string_view kSizeKey = "size";
inline constexpr std::string_view kSignedKey = "signed";
inline constexpr std::string_view kCheckpointPrefix = "checkpoint";

std::string number(std::uint64_t value);
// nullopt unless exactly eight bytes.
std::optional<std::uint64_t> number_from(std::string_view bytes);

std::string stream_prefix(std::string_view stream);
std::string stream_key(std::string_view stream, StreamVersion version);

std::string tile_key(TileId tile);
std::string edge_prefix(unsigned level);
std::string edge_key(unsigned level, std::size_t slot);

std::string checkpoint_key(TreeSize size);
std::string kept_key(std::string_view name);

std::string repeat_value(const Repeat& repeat);
std::optional<Repeat> repeat_from(std::string_view bytes);

// Length-prefixed, for digests.
std::string with_length(std::string_view bytes);

}  // namespace recert::ledger::format
