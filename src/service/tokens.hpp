// Bearer tokens: 256 random bits, shown once; the ledger's `tokens` family keeps the SHA-256 of
// each, with who it stands for.
//
// authenticate() is one lookup, in memory for a token seen lately. Only an admin makes, lists and
// revokes tokens (forbidden). A wanted token is {"role", "subject"?, "programs"?, "types"?,
// "expires_at"?}; what it may not be is `schema` with a pointer. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "ledger/log.hpp"
#include "service/clock.hpp"
#include "service/principal_cache.hpp"
#include "service/service.hpp"

namespace recert::service {

class Tokens {
  public:
    Tokens(ledger::Log& log, const Clock& clock) : log_(log), clock_(clock) {}

    // Errors: unauthenticated (unknown, revoked or expired).
    Result<Principal> authenticate(std::string_view token) const;

    // {"id", "token", "role", …}
    Result<events::Json> create(const Principal& by, const events::Json& wanted);
    // In no order that means anything.
    Result<Page> list(const Principal& by, const Paging& paging) const;
    Result<events::Json> one(const Principal& by, const std::string& id) const;
    Status revoke(const Principal& by, const std::string& id);

    // At the first start: an administrator's token, its text in DIR/admin.token (0600).
    Status ensure_admin(const std::filesystem::path& data_directory);

  private:
    struct Kept {
        std::string hash;
        events::Json row;
    };
    Result<Kept> find(const std::string& id) const;  // not-found
    Result<KnownToken> look_up(const std::string& hash) const;

    ledger::Log& log_;
    const Clock& clock_;
    mutable PrincipalCache known_;
};

}  // namespace recert::service
