// The keys that sign badges and status lists, which have nothing to do with those of checkpoints.
// Of each secret in DIR/keys/badge.seed an Ed25519 and a P-256 key are made; the first signs, those
// of before stay listed, so that what they signed can still be checked.
//
// They are made at the first start that finds none; the ledger remembers that, and a file that is
// missing later is refused-start. Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/log.hpp"
#include "ledger/note.hpp"
#include "privacy/secrets.hpp"
#include "result.hpp"

namespace recert::service {

struct OpeningOptions;

inline constexpr std::size_t kBadgeKeysMax = 16;

class BadgeKeys {
  public:
    struct Public {
        std::string ed25519;  // 32 bytes
        std::string p256;     // 64: x ‖ y
    };

    // Errors: refused-start, storage.
    static Result<BadgeKeys> open(const std::filesystem::path& data, ledger::Log& log);
    static Result<BadgeKeys> of_seeds(const std::vector<privacy::Key>& seeds);

    const std::vector<Public>& all() const { return public_; }  // those that sign first

    // Raw signatures, 64 bytes.
    Result<std::string> sign_ed25519(std::string_view message) const;
    Result<std::string> sign_p256(std::string_view message) const;

  private:
    ledger::note::Seed ed25519_{};
    privacy::Key p256_;
    std::vector<Public> public_;
};

// Makes new ones, which sign from the next start on. Errors: as above; bad-parameter, when there
// are kBadgeKeysMax.
Result<BadgeKeys> rotate_badge_keys(const OpeningOptions& options);

}  // namespace recert::service
