// What open badges are made of: the facts of a cycle, the keys they are signed by, and what the
// status lists say. The documents themselves are made by whoever asks (documents/badge.hpp).
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "projections/badge.hpp"
#include "service/badge_keys.hpp"
#include "service/service.hpp"

namespace recert::service {

struct BadgeQuery {
    std::string credential;
    std::optional<std::int64_t> cycle;  // absent: the newest granted
    When when;
};

// Whose badges the status lists mark, by their places; `since` is when the last mark changed.
struct MarkedBadges {
    std::vector<Seq> revoked;
    std::vector<Seq> suspended;
    events::Instant since;
};

class Badges {
  public:
    virtual ~Badges() = default;

    // Errors: not-found; not-awarded, when the cycle was not granted.
    virtual Result<projections::Badge> badge(const BadgeQuery& query,
                                             const Principal& reader) const = 0;

    // Of the places from `from` on, before `until`. Errors: not-found, beyond the ledger's end.
    virtual Result<MarkedBadges> marked(Seq from, Seq until) const = 0;

    virtual const BadgeKeys& keys() const = 0;
    virtual const std::string& log_name() const = 0;  // under which checkpoints are signed
};

}  // namespace recert::service
