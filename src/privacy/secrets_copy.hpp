// The files of DIR/keys but the master key, sealed under it, each bound to its name: to be kept
// elsewhere, where they sign and open nothing without it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "privacy/cipher.hpp"
#include "result.hpp"

namespace recert::privacy {

using SealedSecrets = std::map<std::string, std::string>;  // file -> base64url

Result<SealedSecrets> seal_secrets(const std::filesystem::path& data_directory, const Key& master);

// Writes them, and the master keys beside them, into a new DIR/keys. Errors: bad-parameter (they
// do not open under any of the master keys: nothing is written), storage.
Status restore_secrets(const std::filesystem::path& data_directory, const std::vector<Key>& masters,
                       const SealedSecrets& sealed);

}  // namespace recert::privacy
