// An OpenID Connect issuer as this service knows it: its keys, and where it signs people in.
//
// Keys come from a URL (named, or told by ISSUER/.well-known/openid-configuration) or a file. They
// are fetched anew every kKeysAgeMax, and when a token names a key that is not known, at most every
// kFetchPause; what cannot be fetched stays as it was. What came last is kept in DIR/issuer.json,
// so that a restart works while the issuer is down. verify() never waits: it answers
// issuer-unavailable when the key may be among those to be fetched, and should be asked again.
// fetch() blocks and is for one thread; all else for any.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "service/claims.hpp"
#include "service/clock.hpp"
#include "service/jwt.hpp"
#include "service/web_request.hpp"

namespace recert::service {

inline constexpr std::chrono::minutes kKeysAgeMax{10};
inline constexpr std::chrono::minutes kFetchPause{1};
inline constexpr std::chrono::seconds kLeewayMax{600};

struct IssuerOptions {
    std::string issuer{};
    std::string jwks{};      // a URL or a file; empty: the issuer tells
    std::string audience{};  // of bearer tokens; empty: none are taken
    std::chrono::seconds leeway{60};
    ClaimNames claims{};

    std::string client_id{};  // with it, browsers sign in at the issuer; audience of ID tokens
    std::filesystem::path client_secret_file{};  // empty: a public client
    std::string scope = "openid";
    std::string public_url{};  // where the issuer sends browsers back to

    AskWeb ask = ask_web;
    // Told why the issuer could not be asked.
    std::function<void(const std::string&)> complain = [](const std::string&) {};
};

// Errors: bad-parameter, naming the setting.
Status check(const IssuerOptions& options);

// Where browsers are sent, and where their codes are exchanged.
struct Endpoints {
    std::string authorization;
    std::string token;
    bool posts_secret = false;  // the client's secret goes into the form, not into a header
};

class Issuer {
  public:
    // Reads the file of keys, or what was kept in `data`. Errors: refused-start.
    static Result<std::unique_ptr<Issuer>> open(const IssuerOptions& options,
                                                const std::filesystem::path& data,
                                                const Clock& clock);

    // The claims. Errors: unauthenticated, issuer-unavailable.
    Result<events::Json> verify(std::string_view token, const std::string& audience) const;
    // Errors: issuer-unavailable, until they have been told.
    Result<Endpoints> endpoints() const;

    // How often it has told of its keys: what was verified before may not be now.
    std::uint64_t times_told() const { return times_told_.load(); }

    bool wants_fetch() const;
    // What can be fetched replaces what was there, the rest stays. The first thing that could not.
    Status fetch();

    const IssuerOptions& options() const { return options_; }

  private:
    // All as told at one time; replaced as a whole.
    struct Known {
        KeySet keys;
        Endpoints endpoints;
    };

    Issuer(const IssuerOptions& options, std::filesystem::path kept, const Clock& clock);

    void read_kept();
    Status discover();
    Status read_keys();
    Result<events::Json> json_at(const std::string& url) const;
    Status take(const events::Json& told);
    Status keep();
    std::shared_ptr<const Known> known() const;
    Status missing_key() const;

    const IssuerOptions options_;
    const std::filesystem::path kept_;
    const Clock& clock_;
    events::Json told_;    // {"issuer", "jwks", "discovered"?, "keys"?}; this and what follows is
    std::string written_;  // for the thread that fetches
    mutable std::mutex mutex_;  // from here on
    std::shared_ptr<const Known> known_;
    events::Instant tried_at_{};  // never, at first
    bool succeeded_ = false;
    mutable bool key_is_missing_ = false;
    std::atomic<std::uint64_t> times_told_{0};
};

}  // namespace recert::service
