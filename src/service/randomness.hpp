// Random numbers: a seam, so that a test can repeat a run. Keys and nonces do not come from here
// (privacy takes those from the system always); ids, salts and credential numbers do.
#pragma once

#include <cstdint>
#include <string>

#include "events/values.hpp"

namespace recert::service {

// Thread-safe.
class Randomness {
  public:
    virtual ~Randomness() = default;
    virtual std::string bytes(std::size_t count) = 0;
    std::uint64_t number();
};

// The system's, drawn in blocks: a draw for every salt would cost more than the salt.
class SystemRandomness final : public Randomness {
  public:
    std::string bytes(std::size_t count) override;
};

// RFC 9562, version 7: ordered by `at`, the rest random.
std::string uuid_v7(events::Instant at, Randomness& randomness);
// The 16 bytes that make a leaf hash unguessable, base64url.
std::string entry_salt(Randomness& randomness);
// An id nobody can guess, of the form of ids: 26 characters of base 32, 130 bits.
std::string unguessable_id(Randomness& randomness);

}  // namespace recert::service
