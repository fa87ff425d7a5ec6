// Badges over a ledger. The contract is that of Badges (badges.hpp).
#pragma once

#include <filesystem>
#include <memory>

#include "service/accesses.hpp"
#include "service/badges.hpp"
#include "service/decider.hpp"
#include "service/states.hpp"

namespace recert::service {

class Badging final : public Badges {
  public:
    // Errors: refused-start, storage.
    static Result<std::unique_ptr<Badging>> open(const std::filesystem::path& data,
                                                 std::string log_name, ledger::Log& log,
                                                 const Surroundings& surroundings,
                                                 Accesses& accesses);

    Result<projections::Badge> badge(const BadgeQuery& query,
                                     const Principal& reader) const override;
    Result<MarkedBadges> marked(Seq from, Seq until) const override;
    const BadgeKeys& keys() const override { return keys_; }
    const std::string& log_name() const override { return log_name_; }

  private:
    Badging(BadgeKeys keys, std::string log_name, const Surroundings& surroundings,
            Accesses& accesses)
        : keys_(std::move(keys)),
          log_name_(std::move(log_name)),
          surroundings_(surroundings),
          accesses_(accesses) {}

    BadgeKeys keys_;
    std::string log_name_;
    Surroundings surroundings_;
    Accesses& accesses_;
};

}  // namespace recert::service
