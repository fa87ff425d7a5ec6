// The secret addresses by which somebody gets no more reminders, without signing in: a holder's id,
// sealed. They hold for ever, and are good for nothing else. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "privacy/cipher.hpp"

namespace recert::service {

class StopLinks {
  public:
    // Another key for another purpose is made of the secret.
    explicit StopLinks(const privacy::Key& secret);

    std::string secret_for(const std::string& holder) const;
    // nullopt: none of ours.
    std::optional<std::string> holder_of(std::string_view secret) const;

  private:
    privacy::Key key_;
};

}  // namespace recert::service
