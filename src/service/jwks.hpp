// The public keys of an issuer (RFC 7517) and the two signatures that are taken (RFC 7518):
// RS256 by RSA keys of 2,048 to 8,192 bits, ES256 by keys on P-256.
//
// A key serves one algorithm alone, that of its kind, whatever a token's header asks of it: a
// public key cannot be made to pass for a shared secret. Keys of other kinds and for other uses
// are passed over. A KeySet never changes; thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/json.hpp"
#include "result.hpp"

struct evp_pkey_st;

namespace recert::service {

inline constexpr std::size_t kIssuerKeysMax = 100;

enum class Algorithm { rs256, es256 };

// `RS256` or `ES256`; nullopt for any other, `none` included.
std::optional<Algorithm> parse_algorithm(std::string_view name);

struct IssuerKey {
    std::string id;  // kid; may be empty
    Algorithm algorithm;
    std::shared_ptr<evp_pkey_st> key;

    // `signature` as JOSE has it: of ES256, r ‖ s in 64 bytes.
    bool verifies(std::string_view message, std::string_view signature) const;
};

class KeySet {
  public:
    KeySet() = default;
    // {"keys": […]}. Errors: malformed, also when none of its keys can be used.
    static Result<KeySet> parse(const events::Json& set);

    bool empty() const { return keys_.empty(); }
    bool knows(std::string_view id) const;
    // The key of that id and algorithm; without an id, the only one of the algorithm. May be null.
    const IssuerKey* find(const std::optional<std::string>& id, Algorithm algorithm) const;

  private:
    std::vector<IssuerKey> keys_;
};

}  // namespace recert::service
