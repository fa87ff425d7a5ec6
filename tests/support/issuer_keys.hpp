// What an issuer has and this service must not: private keys, to sign tokens in tests with.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "events/json.hpp"

struct evp_pkey_st;

namespace recert::testing {

class IssuerPrivateKey {
  public:
    static IssuerPrivateKey rsa(const std::string& id, unsigned bits = 2'048);
    static IssuerPrivateKey ec(const std::string& id, const char* curve = "P-256");

    // Its public half, as an issuer publishes it.
    const events::Json& jwk() const { return jwk_; }
    // RS256, or ES256 as r ‖ s.
    std::string signature(std::string_view message) const;
    // A whole token; `header` is added to what the key says of itself.
    std::string token(const events::Json& claims,
                      const events::Json& header = events::Json::object()) const;

  private:
    std::shared_ptr<evp_pkey_st> key_;
    events::Json jwk_;
};

// Of parts that are signed with nothing.
std::string token_of(const events::Json& header, const events::Json& claims,
                     std::string_view signature);

}  // namespace recert::testing
