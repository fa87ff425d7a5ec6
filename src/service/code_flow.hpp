// The way to the issuer and back: authorization code with PKCE (RFC 6749, RFC 7636).
//
// What must be the same on the way back (state, nonce, verifier, where to go then) goes with the
// browser, sealed under a key of this process: a departure ends with the process, after
// kDepartureMax, and with its first return. Thread-safe; finish() blocks on the issuer.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "privacy/cipher.hpp"
#include "service/issuer.hpp"
#include "service/sign_in.hpp"

namespace recert::service {

inline constexpr std::size_t kReturnsMax = 16'384;  // remembered, within kDepartureMax
inline constexpr std::size_t kReturnPathBytesMax = 512;

class CodeFlow {
  public:
    // Errors: refused-start (the file of the client's secret).
    static Result<std::unique_ptr<CodeFlow>> open(const IssuerOptions& options, Issuer& issuer,
                                                  const Clock& clock);

    Result<Departure> begin(const std::string& return_to) const;

    struct Finished {
        Principal principal;
        std::string return_to;
    };
    Result<Finished> finish(const Arrival& arrival);

  private:
    CodeFlow(std::string secret, Issuer& issuer, const Clock& clock)
        : secret_(std::move(secret)), issuer_(issuer), clock_(clock) {}

    Result<events::Json> open_seal(const Arrival& arrival);
    Status mark_returned(const std::string& state, events::Instant until);
    Result<std::string> exchange(const std::string& code, const std::string& verifier) const;
    Result<events::Json> verify(const std::string& id_token, const std::string& nonce);
    std::string redirect_uri() const;

    const std::string secret_;
    Issuer& issuer_;
    const Clock& clock_;
    const privacy::Key seal_{privacy::random_bytes(privacy::kKeyBytes)};
    std::mutex mutex_;
    std::map<std::string, events::Instant> returned_;  // states, and until when
};

}  // namespace recert::service
