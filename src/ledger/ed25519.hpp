// Ed25519 by OpenSSL over raw keys. Of checkpoints only the files of this folder make use of it:
// others sign notes.
#pragma once

#include <string>
#include <string_view>

#include "ledger/note.hpp"
#include "result.hpp"

namespace recert::ledger::ed25519 {

Result<note::Seed> random_seed();
Result<note::PublicKey> public_key(const note::Seed& seed);
Result<std::string> sign(const note::Seed& seed, std::string_view message);
bool verifies(const note::PublicKey& key, std::string_view message, std::string_view signature);

}  // namespace recert::ledger::ed25519
