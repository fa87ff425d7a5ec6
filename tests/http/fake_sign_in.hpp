// A SignIn that lets in who knows the right word, and notes what it was asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/sign_in.hpp"

namespace recert::http::test {

inline constexpr std::string_view kSessionSecret = "the-secret";
inline constexpr std::string_view kCsrf = "the-csrf-token";

class FakeSignIn final : public service::SignIn {
  public:
    bool issuer = false;
    service::Principal who{service::Role::holder, "ada"};  // by the session
    std::optional<Error> failure;                          // of all that is asked, if set

    std::vector<std::string> ended;
    std::vector<std::string> used;
    std::string holder;
    std::chrono::minutes lasts{};
    mutable std::string return_to;
    service::Arrival arrival;

    Result<service::Session> session(std::string_view secret) const override;
    Status end(std::string_view secret) override;
    Result<service::SignInLink> make_link(const service::Principal& by, const std::string& id,
                                          std::chrono::minutes for_so_long) override;
    Result<service::Welcome> use_link(std::string_view code) override;
    bool has_issuer() const override { return issuer; }
    Result<service::Departure> depart(const std::string& to) const override;
    void arrive(service::Arrival back, std::function<void(Result<service::Welcome>)> done) override;
    Status forget_holder(const std::string&) override { return {}; }
};

}  // namespace recert::http::test
