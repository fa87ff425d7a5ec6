// What a ledger must keep to itself, in DIR/keys (0700), each a file of its own (0600):
// master.key wraps the holders' data keys, signing.seed signs checkpoints, idempotency.key digests
// the requests that idempotency keys stand for. Each is the key in base64url, and a second line by
// which damage to it is noticed. signing.seed may have several, two lines each, all of Ed25519; and
// so has master.key while data keys are wrapped anew.
//
// Made at the first start, which the caller knows, from the system's random numbers. A file that is
// missing later is never made anew (what it protected would be lost without a word):
// `refused_start`, naming it.
#pragma once

#include <filesystem>
#include <vector>

#include "privacy/cipher.hpp"
#include "result.hpp"

namespace recert::privacy {

struct Secrets {
    std::vector<Key> masters;        // the current one first; at least one
    std::vector<Key> signing_seeds;  // the current one first; at least one
    Key idempotency;
};

std::filesystem::path keys_directory(const std::filesystem::path& data_directory);
// Where the vault keeps its store.
std::filesystem::path holder_keys_directory(const std::filesystem::path& data_directory);

std::filesystem::path master_key_path(const std::filesystem::path& data_directory);
// Of such a file, wherever it lies.
Result<std::vector<Key>> read_master_keys(const std::filesystem::path& file);

Result<Secrets> open_secrets(const std::filesystem::path& data_directory, bool is_first_start);

// Apart from the others, because directories of the first builds have none: who asks knows whether
// there were any.
Result<std::vector<Key>> open_badge_seeds(const std::filesystem::path& data_directory,
                                          bool may_make);

// All of them at once, or none; they are not empty.
Status replace_signing_seeds(const std::filesystem::path& data_directory,
                             const std::vector<Key>& seeds);
Status replace_badge_seeds(const std::filesystem::path& data_directory,
                           const std::vector<Key>& seeds);
Status replace_master_keys(const std::filesystem::path& data_directory,
                           const std::vector<Key>& masters);

}  // namespace recert::privacy
