// Bearer tokens: 256 random bits, shown once; the ledger's `tokens` family keeps the SHA-256 of
// each, with who it stands for.
//
// authenticate() is one lookup, in memory for a token seen lately. It is by the hash, so the time
// that it takes tells at most of hashes: who could make one that begins as another does would have
// to find it among 2^256, and gains nothing towards the token by it. Only an admin makes, lists and
// revokes tokens (forbidden). A wanted token is {"role", "subject"?, "programs"?, "types"?,
// "practicums"?, "scopes"?, "expires_at"?}; what it may not be is `schema` with a pointer.
//
// The first start makes one for `admin:first`. It is for making a named administrator's token, one
// with a subject that may write: once there is such a token, the first is retired for good, and its
// file is removed. Who loses all of them makes another on the stopped directory (src/tokens.hpp).
// Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "ledger/log.hpp"
#include "service/clock.hpp"
#include "service/principal_cache.hpp"
#include "service/service.hpp"
#include "service/token_uses.hpp"

namespace recert::service {

class Tokens {
  public:
    // `first_file` is where the text of the first start's token is put (0600).
    Tokens(ledger::Log& log, const Clock& clock, std::filesystem::path first_file)
        : log_(log), clock_(clock), first_file_(std::move(first_file)), uses_(log) {}

    // Before anything is asked: makes an administrator's token when there is no token at all.
    Status open();

    // Errors: unauthenticated (unknown, revoked, retired or expired).
    Result<Principal> authenticate(std::string_view token) const;

    // {"id", "token", "role", …}
    Result<events::Json> create(const Principal& by, const events::Json& wanted);
    // In no order that means anything; each with `last_used_at`, if it ever was.
    Result<Page> list(const Principal& by, const Paging& paging) const;
    Result<events::Json> one(const Principal& by, const std::string& id) const;
    Status revoke(const Principal& by, const std::string& id);

  private:
    struct Kept {
        std::string hash;
        events::Json row;
    };
    Result<Kept> find(const std::string& id) const;  // not-found
    Result<KnownToken> look_up(const std::string& hash) const;
    void add_use(events::Json& row) const;
    Status make_first();
    Status retire_first();

    ledger::Log& log_;
    const Clock& clock_;
    const std::filesystem::path first_file_;
    mutable PrincipalCache known_;
    mutable TokenUses uses_;
};

}  // namespace recert::service
