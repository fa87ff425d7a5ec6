// The requests of a simulated world, in the order of chance: each can be sent again by its key.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "service/service.hpp"
#include "torture/tally.hpp"

namespace recert::simulation {

class Requests {
  public:
    explicit Requests(torture::Chance& chance) : chance_(chance) {}

    // The key of a new request, or now and then of an old one.
    const std::string& next();
    const service::Append& of(const std::string& key) const { return requests_.at(key); }

  private:
    service::Append make();
    service::Append about_credential();

    torture::Chance& chance_;
    std::map<std::string, service::Append> requests_;
    std::uint64_t holders_ = 0;
    std::uint64_t credentials_ = 0;
    bool has_practicum_ = false;
};

}  // namespace recert::simulation
