// Signed notes (C2SP signed-note) with Ed25519: a text, then lines that sign it.
//
// A note is `<text>\n— <name> <base64(key id ‖ signature)>\n…`: the text ends with a newline, which
// is signed too; the empty line after it is not. A key is known by name and id, four bytes of
// SHA256(name ‖ 0x0A ‖ 0x01 ‖ public key). Lines by unknown keys are passed over; a line by a known
// key that does not verify is `corrupt`. Where a seed is kept is not decided here.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace recert::ledger::note {

inline constexpr std::size_t kNoteBytesMax = 1u << 20;
inline constexpr std::size_t kSignaturesMax = 100;

using Seed = std::array<std::uint8_t, 32>;
using PublicKey = std::array<std::uint8_t, 32>;
using KeyId = std::array<std::uint8_t, 4>;

class VerifierKey {
  public:
    // `name+<8 hex>+base64(0x01 ‖ public key)`; `malformed` when it is not.
    static Result<VerifierKey> parse(std::string_view vkey);
    // A name is not empty and has neither spaces nor '+'.
    static Result<VerifierKey> make(std::string name, const PublicKey& key);

    const std::string& name() const { return name_; }
    const KeyId& id() const { return id_; }
    std::string text() const;
    bool verifies(std::string_view message, std::string_view signature) const;

  private:
    VerifierKey() = default;
    std::string name_;
    PublicKey key_{};
    KeyId id_{};
};

class Signer {
  public:
    static Result<Signer> from_seed(std::string name, const Seed& seed);
    // A new key, from the system's random numbers.
    static Result<Signer> generate(std::string name);

    const Seed& seed() const { return seed_; }  // to be kept secret
    const VerifierKey& verifier() const { return verifier_; }
    Result<std::string> sign(std::string_view message) const;  // 64 bytes

  private:
    Signer(const Seed& seed, VerifierKey verifier) : seed_(seed), verifier_(std::move(verifier)) {}
    Seed seed_;
    VerifierKey verifier_;
};

struct Signature {
    std::string name;
    KeyId id;
    std::string bytes;  // without the key id
};

struct Note {
    std::string text;
    std::vector<Signature> signatures;
};

// Signs `text`, which must end with a newline, with each signer.
Result<std::string> sign(std::string_view text, std::span<const Signer> signers);
// Splits, verifies nothing. `malformed` when it is no note.
Result<Note> parse(std::string_view signed_note);
// The text, if at least one trusted key signed it; else `corrupt`.
Result<std::string> open(std::string_view signed_note, std::span<const VerifierKey> trusted);

}  // namespace recert::ledger::note
