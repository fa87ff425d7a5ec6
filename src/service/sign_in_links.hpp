// The links that staff hand to a holder who is to sign in without an issuer: rows of the ledger's
// `tokens` family, "link:" ‖ SHA-256 of the code. Used once, they are gone. Thread-safe.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "ledger/log.hpp"
#include "service/clock.hpp"
#include "service/sign_in.hpp"

namespace recert::service {

class SignInLinks {
  public:
    SignInLinks(ledger::Log& log, const Clock& clock) : log_(log), clock_(clock) {}

    Result<SignInLink> make(const std::string& holder, std::chrono::minutes lasts);
    // The holder it was made for. Errors: link-not-valid.
    Result<std::string> use(std::string_view code);
    Status forget_holder(const std::string& holder);
    Status erase_expired();

  private:
    ledger::Log& log_;
    const Clock& clock_;
    std::mutex using_;  // one at a time, so that two uses of one link are not both the first
};

}  // namespace recert::service
