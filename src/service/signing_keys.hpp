// The keys that sign checkpoints: the current one first, those that still sign beside it after it.
//
// A new key is made beside the others, so that whoever trusts an older one can follow to it; one
// that is retired signs no more. DIR/vkey tells their public halves, so that a stopped directory
// can be checked without a secret. What changes them needs the directory for itself.
// Errors: refused-start, storage; bad-parameter for a key there is not, or that cannot be let go.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/note.hpp"
#include "privacy/secrets.hpp"
#include "result.hpp"

namespace recert::service {

struct OpeningOptions;

using Signers = std::vector<ledger::note::Signer>;

inline constexpr std::size_t kSigningKeysMax = 8;

// One a line.
std::string verifier_keys_text(std::span<const ledger::note::Signer> signers);
// Writes DIR/vkey, unless it says so already.
Status publish_verifier_keys(const std::filesystem::path& data,
                             std::span<const ledger::note::Signer> signers);

Result<Signers> signers_of(const std::string& origin, const std::vector<privacy::Key>& seeds);

// Those of the directory, also beside a running service.
Result<Signers> signing_keys(const OpeningOptions& options);
Result<Signers> rotate_signing_key(const OpeningOptions& options);
// `id` as in a verifier key: 8 hexadecimal digits.
Result<Signers> retire_signing_key(const OpeningOptions& options, std::string_view id);

}  // namespace recert::service
