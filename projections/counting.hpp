// How the claims of one cycle count: claimed, eligible, counted, each step with its reason, and
// what is left over for the next cycle (domain §5, Counting). Chronological, so a further claim
// never lowers what counted before it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "projections/cycles.hpp"
#include "projections/matter.hpp"

namespace recert::projections {

struct Reason {
    std::string code;
    std::string detail;
    std::string clause{};
    std::optional<Seq> seq{};
};

struct CountedClaim {
    const Claim* claim;  // owned by the caller's list
    events::Credit claimed{};
    events::Credit eligible{};
    events::Credit counted{};
    std::vector<Reason> reasons{};
};

// What counts in one category: of a claim, or of what was carried in.
struct CountedPart {
    CategoryName category;
    events::Credit counted;
    std::optional<std::size_t> year{};  // of the cycle; absent: it counts in none of them
    bool provider_approved = false;
};

// Points into the claims and the rules it was made of.
struct Counting {
    std::vector<CountedClaim> claims;
    events::Credit carried_in;  // before caps
    std::vector<CountedPart> parts;
    std::vector<CountedPart> surplus;  // what the next cycle would be given
    events::Credit beyond;             // what no requirement needs, or caps cut off
    events::Credit would_carry() const;
    events::Credit would_lose() const;

    // What counts towards a requirement; with `year`, of that year alone.
    events::Credit towards(const Requirement& rule,
                           std::optional<std::size_t> year = std::nullopt) const;
};

// What earlier cycles give to a requirement that looks back: what was eligible, before any cap.
events::Credit earned_before(const Requirement& rule, const Matter& matter, const Cycles& cycles,
                             const Cycle& cycle, events::Date as_of);

// The claims that fall in `cycle` and took effect up to `as_of`, in counting order.
Counting count(const Matter& matter, const Cycles& cycles, const Cycle& cycle, events::Date as_of);

// The claims that fall in no cycle at all, uncounted, with the reason.
std::vector<CountedClaim> count_outside(const Matter& matter, const Cycles& cycles,
                                        const Unit& unit, events::Date as_of);

// What review, withdrawal or a missed report window left of the claim by `as_of`, with reasons.
events::Credit eligible(const Matter& matter, const Claim& claim, const Cycle& cycle,
                        events::Date as_of, std::vector<Reason>& reasons);

}  // namespace recert::projections
