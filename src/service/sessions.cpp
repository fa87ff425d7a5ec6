#include "service/sessions.hpp"

#include <algorithm>
#include <vector>

#include "ledger/hash.hpp"
#include "privacy/base64url.hpp"
#include "privacy/cipher.hpp"
#include "service/roles.hpp"
#include "service/secret_rows.hpp"
#include "service/wanted_token.hpp"

namespace recert::service {
namespace {

using events::Json;

constexpr std::string_view kWord = "session:";
constexpr std::size_t kIdHashBytes = 10;  // of the hash, as hexadecimal: who looked is noted by it
constexpr std::chrono::minutes kUseWrittenAfter{15};

tl::unexpected<Error> over() {
    return fail(ErrorCode::unauthenticated, "this session is over: sign in again");
}

// Signing in gives a role and a subject; more of a principal than that no session has.
Json row_of(const Principal& who, events::Instant opened_at, events::Instant seen_at) {
    return {{"role", role_name(who.role)},
            {"subject", who.subject},
            {"opened_at", events::format_instant(opened_at)},
            {"seen_at", events::format_instant(seen_at)}};
}

// Only who has the secret can tell it.
std::string csrf_of(std::string_view secret) {
    const privacy::Key key(privacy::sha256("csrf key " + std::string(secret)));
    return privacy::to_base64url(privacy::hmac_sha256(key, "csrf"));
}

}  // namespace

events::Instant Sessions::Kept::ends_at() const {
    return std::min<events::Instant>(opened_at + kSessionMax, seen_at + kSessionIdle);
}

Result<Sessions::Kept> Sessions::kept_of(const std::string& key, const Json& row) {
    auto principal = principal_of(row);
    if (!principal) return tl::unexpected(principal.error());
    principal->grant = "session/s" + ledger::hex(key.substr(kWord.size(), kIdHashBytes));
    const auto seen_at = instant_of(row, "seen_at");
    return Kept{std::move(*principal), instant_of(row, "opened_at"), seen_at, seen_at};
}

Result<std::string> Sessions::open(const Principal& principal) {
    std::string secret = new_secret();
    const auto now = clock_.now();
    RECERT_TRY(
        log_.put_token(secret_key(kWord, secret), events::canonical(row_of(principal, now, now))));
    return secret;
}

Result<Sessions::Kept> Sessions::look_up(const std::string& key) const {
    const auto row = secret_row(log_, key);
    if (!row) return tl::unexpected(row.error());
    if (!*row) return over();
    return kept_of(key, **row);
}

Result<Session> Sessions::find(std::string_view secret) const {
    const std::string key = secret_key(kWord, secret);
    const auto now = clock_.now();
    const auto told = [&](Kept& kept) -> Result<Session> {
        if (now >= kept.ends_at()) return over();
        kept.seen_at = std::max(kept.seen_at, now);
        return Session{kept.principal, csrf_of(secret), kept.ends_at()};
    };
    std::uint64_t ends = 0;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = known_.find(key); found != known_.end()) return told(found->second);
        ends = ends_;
    }
    auto kept = look_up(key);
    if (!kept) return tl::unexpected(kept.error());
    auto session = told(*kept);
    const std::lock_guard lock(mutex_);
    if (!session || ends != ends_) return session;
    if (known_.size() >= kSessionsCachedMax) known_.erase(known_.begin());
    known_.emplace(key, std::move(*kept));
    return session;
}

Status Sessions::end(std::string_view secret) {
    const std::lock_guard writing(writing_);
    const std::string key = secret_key(kWord, secret);
    RECERT_TRY(log_.erase_token(key));
    const std::lock_guard lock(mutex_);
    ++ends_;
    known_.erase(key);
    return {};
}

Status Sessions::end_all_of_holder(const std::string& holder) {
    const std::lock_guard writing(writing_);
    Status erased = erase_secret_rows(log_, kWord, [&](const std::string&, const Json& row) {
        return row.value("role", "") == role_name(Role::holder) &&
               row.value("subject", "") == holder;
    });
    const std::lock_guard lock(mutex_);
    ++ends_;
    known_.clear();
    return erased;
}

Status Sessions::keep_up() {
    RECERT_TRY(write_uses());
    const std::lock_guard writing(writing_);
    const auto now = clock_.now();
    return erase_secret_rows(log_, kWord, [&](const std::string& key, const Json& row) {
        const auto kept = kept_of(key, row);
        if (!kept || now < kept->ends_at()) return !kept;
        const std::lock_guard lock(mutex_);
        const auto found = known_.find(key);
        if (found != known_.end() && now < found->second.ends_at()) return false;
        if (found != known_.end()) known_.erase(found);
        return true;
    });
}

Status Sessions::write_uses() {
    std::vector<std::string> keys;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, kept] : known_)
            if (kept.seen_at - kept.written_at >= kUseWrittenAfter) keys.push_back(key);
    }
    for (const std::string& key : keys) {
        const std::lock_guard writing(writing_);
        Json row;
        {
            const std::lock_guard lock(mutex_);
            const auto found = known_.find(key);
            if (found == known_.end()) continue;
            Kept& kept = found->second;
            kept.written_at = kept.seen_at;
            row = row_of(kept.principal, kept.opened_at, kept.seen_at);
        }
        RECERT_TRY(log_.put_token(key, events::canonical(row)));
    }
    return {};
}

}  // namespace recert::service
