// SHA-256 as RFC 6962 uses it: leaves and nodes have each their own prefix byte.
//
// Any thread; each keeps one OpenSSL context of its own, since making one costs more than a hash.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace recert::ledger {

inline constexpr std::size_t kHashBytes = 32;
using Hash = std::array<std::uint8_t, kHashBytes>;

Hash sha256(std::string_view bytes);
Hash leaf_hash(std::string_view entry);               // SHA256(0x00 ‖ entry)
Hash node_hash(const Hash& left, const Hash& right);  // SHA256(0x01 ‖ left ‖ right)
Hash empty_root();                                    // SHA256("")

std::string_view bytes_of(const Hash& hash);
std::optional<Hash> hash_from(std::string_view bytes);  // nullopt unless 32 bytes
std::string hex(std::string_view bytes);

// SHA-256 over what is added, in order.
class RunningHash {
  public:
    RunningHash();
    ~RunningHash();
    RunningHash(const RunningHash&) = delete;
    RunningHash& operator=(const RunningHash&) = delete;

    void add(std::string_view bytes);
    // Once; nothing may be added after it.
    Hash finish();

  private:
    struct Context;
    std::unique_ptr<Context> context_;
};

}  // namespace recert::ledger
