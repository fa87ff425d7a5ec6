// The checkpoint that an entry first stood under: later ones do not take its place.
#pragma once

#include <optional>
#include <string>

#include "ledger/reader.hpp"

namespace recert::ledger {

// The note that was signed of the smallest tree with the entry in it; nullopt: there is none yet.
// The signature is not looked at.
Result<std::optional<std::string>> first_checkpoint(const Reader& reader, Seq covering);

}  // namespace recert::ledger
