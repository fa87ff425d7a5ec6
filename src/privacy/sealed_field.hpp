// A sealed field: one text under a key of its own, so that it can be shown to a stranger, and
// proved against the ledger, without the key of everything else its holder has in there.
//
// nonce (12) ‖ AES-256-GCM(32 zero bytes ‖ text) ‖ tag (16), as raw bytes, under
// HMAC-SHA-256(data key, nonce ‖ place). GCM alone lets who knows two keys make one ciphertext that
// opens under both; the zeros bind it to one (Albertini et al., How to Abuse and Fix Authenticated
// Encryption Without Key Commitment, USENIX Security 2022, §5.3). Thread-safe; no state.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "privacy/cipher.hpp"

namespace recert::privacy {

inline constexpr std::size_t kCommitmentBytes = 32;

// What a sealed field is bound to: "holder/ada", "holder.registered", "name".
std::string place(std::string_view stream, std::string_view type, std::string_view field);

std::string seal_field(const Key& data_key, std::string_view place, std::string_view clear);
// nullopt: sealed under another key, for another place, or altered.
std::optional<std::string> open_field(const Key& data_key, std::string_view place,
                                      std::string_view sealed);

// The key of this field alone; `sealed` is at least a nonce long.
Key field_key(const Key& data_key, std::string_view place, std::string_view sealed);
// With that key, and nothing else.
std::optional<std::string> open_with(const Key& field_key, std::string_view place,
                                     std::string_view sealed);

}  // namespace recert::privacy
