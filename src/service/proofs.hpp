// What anybody may check the ledger by: the newest checkpoint, tiles of hashes, bundles of entries,
// receipts, consistency. Pure but for the reader.
//
// Nothing beyond the last signed checkpoint is given out, so that whoever asks can check it at
// once. Errors: not-found (no such tile, or it is not signed yet), no-checkpoint-yet, bad-parameter
// and its pointer the parameter's name. Leaves out who may ask.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/reader.hpp"
#include "service/service.hpp"

namespace recert::service {

Result<std::string> newest_checkpoint(const ledger::Reader& reader);
// `level` and `path` as in `tile/<level>/<path>`: hashes, one after the other.
Result<std::string> tile_at(const ledger::Reader& reader, std::string_view level,
                            std::string_view path);
// `path` as in `tile/entries/<path>`: for each entry its length as big-endian uint16, its bytes.
Result<std::string> bundle_at(const ledger::Reader& reader, std::string_view path);
Result<Receipt> receipt_of(const ledger::Reader& reader, Seq seq,
                           std::optional<std::uint64_t> size);
// {"hashes": [base64, …]}
Result<events::Json> consistency_of(const ledger::Reader& reader, std::uint64_t older,
                                    std::uint64_t newer);

}  // namespace recert::service
