// ECDSA over P-256 with SHA-256, by OpenSSL over raw keys: 32 bytes of the private key, 64 of the
// public one (x ‖ y) and of a signature (r ‖ s). The nonce is made of key and message (RFC 6979),
// so that the same message has the same signature; OpenSSL 3.0 has no signature like that of its
// own. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "privacy/cipher.hpp"
#include "result.hpp"

namespace recert::service::p256 {

// Whether the bytes are a private key: all but one in four thousand million are.
bool is_private_key(std::string_view bytes);

// Errors: storage, where OpenSSL fails.
Result<std::string> public_key(const privacy::Key& key);
Result<std::string> sign(const privacy::Key& key, std::string_view message);

}  // namespace recert::service::p256
