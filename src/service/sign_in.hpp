// How people come in by a browser: sessions, the links that staff hand out, and the way by an
// OpenID Connect issuer. Times are the machine's, in a sandbox too: cookies and issuers know no
// other.
//
// A secret (of a session, of a link) is 256 random bits, shown once; the ledger's `tokens` family
// keeps its SHA-256. Thread-safe; only arrive() waits for anybody, and not on the caller's thread.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "service/service.hpp"

namespace recert::service {

inline constexpr std::chrono::hours kSessionMax{12};  // however much it is used
inline constexpr std::chrono::hours kSessionIdle{2};  // between two requests
inline constexpr std::chrono::minutes kLinkDefault{15};
inline constexpr std::chrono::minutes kLinkMax{24 * 60};
inline constexpr std::chrono::minutes kDepartureMax{10};  // at the issuer's page

struct Session {
    Principal principal;
    std::string csrf;  // what a write of this session has to name
    events::Instant expires_at;
};

struct SignInLink {
    std::string code;
    events::Instant expires_at;
};

// On the way to the issuer: where to, and what the browser keeps until it is back.
struct Departure {
    std::string location;
    std::string sealed;
};

// Back from the issuer, with its words: `code` is empty when it refused, `error` says why.
struct Arrival {
    std::string sealed;
    std::string state;
    std::string code;
    std::string issuer;
    std::string error;
};

// A new session's secret, and where the browser wanted to go: a path of this service.
struct Welcome {
    std::string secret;
    std::string return_to;
};

class SignIn {
  public:
    virtual ~SignIn() = default;

    // Counts as a use. Errors: unauthenticated.
    virtual Result<Session> session(std::string_view secret) const = 0;
    virtual Status end(std::string_view secret) = 0;

    // By staff, for a holder there is. Errors: forbidden, not-found.
    virtual Result<SignInLink> make_link(const Principal& by, const std::string& holder,
                                         std::chrono::minutes lasts) = 0;
    // Good once. Errors: link-not-valid.
    virtual Result<Welcome> use_link(std::string_view code) = 0;

    // Whether there is an issuer that browsers may sign in at.
    virtual bool has_issuer() const = 0;
    // Errors: not-found without an issuer, issuer-unavailable, bad-parameter.
    virtual Result<Departure> depart(const std::string& return_to) const = 0;
    // Errors: unauthenticated, forbidden (no role), issuer-unavailable, overloaded.
    virtual void arrive(Arrival arrival, std::function<void(Result<Welcome>)> done) = 0;

    // Ends what a holder has in here: sessions, and links not yet used. Part of an erasure.
    virtual Status forget_holder(const std::string& holder) = 0;
};

}  // namespace recert::service
