// An issuer that answers what the test lays down, without a socket, and its private key.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "service/issuer.hpp"
#include "service/running_service.hpp"
#include "support/issuer_keys.hpp"

namespace recert::testing {

inline const std::string kIssuerUrl = "https://id.example.org";

// Answers that may change while an Issuer asks; copies share them.
struct ToldIssuer {
    ToldIssuer();

    void publish(const std::vector<events::Json>& keys);
    service::IssuerOptions options() const;
    // The claims of somebody of the staff, `more` put over them; null takes one out.
    events::Json claims(const service::Clock& clock,
                        const events::Json& more = events::Json::object()) const;

    IssuerPrivateKey key = IssuerPrivateKey::ec("k1");
    std::shared_ptr<std::map<std::string, service::WebResponse>> answers;
    std::shared_ptr<std::vector<service::WebRequest>> asked;
    std::shared_ptr<std::vector<std::string>> complaints;
};

}  // namespace recert::testing
