// SignIn over a ledger, and bearer tokens of the issuer; with the thread that waits for the issuer
// and sees to sessions and links that are over. The contract is that of SignIn (sign_in.hpp).
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "service/accesses.hpp"
#include "service/code_flow.hpp"
#include "service/issuer.hpp"
#include "service/principal_cache.hpp"
#include "service/sessions.hpp"
#include "service/sign_in.hpp"
#include "service/sign_in_links.hpp"

namespace recert::service {

inline constexpr std::size_t kArrivalsMax = 64;  // that wait; to the next: overloaded

class SigningIn final : public SignIn {
  public:
    // Errors: refused-start.
    static Result<std::unique_ptr<SigningIn>> open(const std::optional<IssuerOptions>& issuer,
                                                   const std::filesystem::path& data,
                                                   ledger::Log& log, Accesses& accesses,
                                                   const Clock& clock);
    ~SigningIn() override;  // answers those who wait

    // A JWT of the issuer. Errors: unauthenticated, forbidden (no role), issuer-unavailable.
    Result<Principal> bearer(std::string_view token) const;

    Result<Session> session(std::string_view secret) const override;
    Status end(std::string_view secret) override;
    Result<SignInLink> make_link(const Principal& by, const std::string& holder,
                                 std::chrono::minutes lasts) override;
    Result<Welcome> use_link(std::string_view code) override;
    bool has_issuer() const override { return flow_ != nullptr; }
    Result<Departure> depart(const std::string& return_to) const override;
    void arrive(Arrival arrival, std::function<void(Result<Welcome>)> done) override;
    Status forget_holder(const std::string& holder) override;

  private:
    struct Waiting {
        Arrival arrival;
        std::function<void(Result<Welcome>)> done;
    };

    SigningIn(ledger::Log& log, Accesses& accesses, const Clock& clock)
        : log_(log),
          accesses_(accesses),
          clock_(clock),
          sessions_(log, clock),
          links_(log, clock) {}

    void run();
    void tidy();
    Result<Welcome> welcome(const Arrival& arrival);

    ledger::Log& log_;
    Accesses& accesses_;
    const Clock& clock_;
    Sessions sessions_;
    SignInLinks links_;
    std::unique_ptr<Issuer> issuer_;   // null: none
    mutable PrincipalCache verified_;  // by bearer tokens of the issuer
    std::unique_ptr<CodeFlow> flow_;   // null: browsers do not sign in at one
    mutable std::mutex mutex_;
    mutable std::condition_variable wakes_;
    bool stopping_ = false;
    std::deque<Waiting> waiting_;
    std::thread thread_;
};

}  // namespace recert::service
