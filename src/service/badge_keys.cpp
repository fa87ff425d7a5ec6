#include "service/badge_keys.hpp"

#include <cstring>

#include "ledger/ed25519.hpp"
#include "service/opened_ledger.hpp"
#include "service/p256.hpp"

namespace recert::service {
namespace {

constexpr std::string_view kMade = "badge-keys";

privacy::Key key_of(const privacy::Key& seed, const std::string& purpose) {
    return privacy::Key(privacy::hmac_sha256(seed, purpose));
}

ledger::note::Seed ed25519_of(const privacy::Key& seed) {
    const privacy::Key key = key_of(seed, "badge ed25519");
    ledger::note::Seed out{};
    std::memcpy(out.data(), key.data(), out.size());
    return out;
}

privacy::Key p256_of(const privacy::Key& seed) {
    for (int attempt = 0;; ++attempt) {
        const privacy::Key key = key_of(seed, "badge p-256 " + std::to_string(attempt));
        if (p256::is_private_key(key.view())) return key;
    }
}

}  // namespace

Result<BadgeKeys> BadgeKeys::of_seeds(const std::vector<privacy::Key>& seeds) {
    BadgeKeys keys;
    for (const privacy::Key& seed : seeds) {
        const auto ed25519 = ledger::ed25519::public_key(ed25519_of(seed));
        if (!ed25519) return tl::unexpected(ed25519.error());
        auto p256 = p256::public_key(p256_of(seed));
        if (!p256) return tl::unexpected(p256.error());
        keys.public_.push_back({{ed25519->begin(), ed25519->end()}, std::move(*p256)});
    }
    keys.ed25519_ = ed25519_of(seeds.front());
    keys.p256_ = p256_of(seeds.front());
    return keys;
}

Result<BadgeKeys> BadgeKeys::open(const std::filesystem::path& data, ledger::Log& log) {
    const auto reader = log.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto made = reader->kept(kMade);
    if (!made) return tl::unexpected(made.error());
    const auto seeds = privacy::open_badge_seeds(data, !made->has_value());
    if (!seeds) return tl::unexpected(seeds.error());
    if (!*made) RECERT_TRY(log.keep(kMade, "made"));
    return of_seeds(*seeds);
}

Result<std::string> BadgeKeys::sign_ed25519(std::string_view message) const {
    return ledger::ed25519::sign(ed25519_, message);
}

Result<std::string> BadgeKeys::sign_p256(std::string_view message) const {
    return p256::sign(p256_, message);
}

Result<BadgeKeys> rotate_badge_keys(const OpeningOptions& options) {
    const auto ledger = open_ledger(options);
    if (!ledger) return tl::unexpected(ledger.error());
    RECERT_TRY(BadgeKeys::open(options.data, *ledger->log));
    auto seeds = privacy::open_badge_seeds(options.data, false);
    if (!seeds) return tl::unexpected(seeds.error());
    if (seeds->size() >= kBadgeKeysMax)
        return fail(ErrorCode::bad_parameter, "there are " + std::to_string(kBadgeKeysMax) +
                                                  " keys of badges, more are not kept");
    seeds->emplace(seeds->begin(), privacy::random_bytes(privacy::kKeyBytes));
    RECERT_TRY(privacy::replace_badge_seeds(options.data, *seeds));
    return BadgeKeys::of_seeds(*seeds);
}

}  // namespace recert::service
