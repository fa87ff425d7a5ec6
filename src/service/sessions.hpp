// The sessions of browsers: rows of the ledger's `tokens` family, "session:" ‖ SHA-256 of the
// secret, with who signed in and when. A restart keeps them.
//
// find() is one lookup, in memory for a session seen lately; it notes the use there, and keep_up()
// (now and then, on a thread that may block) writes it down and erases what is over. Thread-safe.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ledger/log.hpp"
#include "service/clock.hpp"
#include "service/sign_in.hpp"

namespace recert::service {

inline constexpr std::size_t kSessionsCachedMax = 16'384;

class Sessions {
  public:
    Sessions(ledger::Log& log, const Clock& clock) : log_(log), clock_(clock) {}

    // The secret.
    Result<std::string> open(const Principal& principal);
    Result<Session> find(std::string_view secret) const;  // unauthenticated
    Status end(std::string_view secret);
    Status end_all_of_holder(const std::string& holder);
    Status keep_up();

  private:
    struct Kept {
        Principal principal;
        events::Instant opened_at;
        events::Instant seen_at;
        events::Instant written_at;  // the use that the row tells of

        events::Instant ends_at() const;
    };

    static Result<Kept> kept_of(const std::string& key, const events::Json& row);
    Result<Kept> look_up(const std::string& key) const;
    Status write_uses();

    ledger::Log& log_;
    const Clock& clock_;
    std::mutex writing_;  // of rows that are there, so that none is written again after its end
    mutable std::mutex mutex_;
    mutable std::unordered_map<std::string, Kept> known_;
    std::uint64_t ends_ = 0;  // what was looked up before an end is not kept after it
};

}  // namespace recert::service
