// What the caps and minima of a rules document allow and ask for together, whatever is claimed.
//
// Over a cycle or over one of its years. Cycles may be longer than their length where an anchor
// says so: what caps allow is counted for the longest, what minima ask for in the shortest.
#pragma once

#include <optional>
#include <string>

#include "projections/rules.hpp"

namespace recert::projections {

class RuleLimits {
  public:
    explicit RuleLimits(const Rules& rules);

    // The most that can ever count under a sum, in a cycle or, `per` year, in one of its years;
    // nullopt: no cap limits it.
    std::optional<events::Credit> most(const std::string& sum, std::optional<Per> per) const;
    // The same by the caps below a sum alone, for there is no room but that of its parts.
    std::optional<events::Credit> most_of_parts(const std::string& sum,
                                                std::optional<Per> per) const;

    // The least that the requirements other than `left_out` ask for under a sum in a cycle.
    events::Credit least(const std::string& sum, const Requirement* left_out) const;
    events::Credit least_of_parts(const std::string& sum, const Requirement* left_out) const;

    // What one cap allows in a cycle or a year.
    events::Credit room_of(const Cap& cap, std::optional<Per> per) const;
    // What a requirement asks for in a cycle.
    events::Credit asked_by(const Requirement& rule) const;

  private:
    const std::map<std::string, Category>& parts_of(const std::string& sum) const;
    std::optional<events::Credit> most_within(const std::string& sum, std::optional<Per> per) const;

    const Rules& rules_;
    std::int64_t years_most_;
    std::int64_t years_least_;
};

}  // namespace recert::projections
