// The primitives behind sealing: AES-256-GCM, HMAC-SHA-256, SHA-256 and secure random bytes, all
// OpenSSL's.
//
// A sealed text is nonce (12) ‖ ciphertext ‖ tag (16) as raw bytes. The additional data is not part
// of it: who opens must know what it was bound to. Thread-safe; no state of its own.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recert::privacy {

inline constexpr std::size_t kKeyBytes = 32;
inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;

// Wiped when it goes out of scope.
class Key {
  public:
    Key() = default;
    explicit Key(std::string_view bytes);  // kKeyBytes long
    Key(const Key&) = default;
    Key& operator=(const Key&) = default;
    ~Key();
    const std::uint8_t* data() const { return bytes_.data(); }
    std::string_view view() const;

  private:
    std::array<std::uint8_t, kKeyBytes> bytes_{};
};

std::string random_bytes(std::size_t count);

std::string encrypt(const Key& key, std::string_view bound_to, std::string_view clear);
// Under a nonce (12) that this key never met before.
std::string encrypt(const Key& key, std::string_view nonce, std::string_view bound_to,
                    std::string_view clear);
// nullopt: not what this key sealed for this purpose.
std::optional<std::string> decrypt(const Key& key, std::string_view bound_to,
                                   std::string_view sealed);

std::string hmac_sha256(const Key& key, std::string_view message);
std::string sha256(std::string_view message);

}  // namespace recert::privacy
