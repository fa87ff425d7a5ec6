// How the claims of one cycle count: claimed, eligible, counted, each step with its reason
// (domain §5, Counting). Chronological, so a further claim never lowers what counted before it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "projections/claims.hpp"
#include "projections/cycles.hpp"

namespace recert::projections {

struct Reason {
    std::string code;
    std::string detail;
    std::string clause{};
    std::optional<Seq> seq{};
};

struct CountedPart {
    std::optional<std::string> category;
    events::Credit counted;
};

struct CountedClaim {
    const Claim* claim;  // owned by the caller's list
    events::Credit claimed;
    events::Credit eligible;
    events::Credit counted;
    std::vector<CountedPart> parts;
    std::vector<Reason> reasons;
};

// The claims that fall in `cycle` and took effect up to `as_of`, in counting order.
std::vector<CountedClaim> count(const std::vector<Claim>& claims, const Cycles& cycles,
                                const Cycle& cycle, events::Date as_of);

// The claims that fall in no cycle at all, uncounted, with the reason.
std::vector<CountedClaim> count_outside(const std::vector<Claim>& claims, const Cycles& cycles,
                                        const Unit& unit, events::Date as_of);

// Of a claim, what counts towards a sum over `sum`.
events::Credit counted_towards(const CountedClaim& claim, std::string_view sum);

}  // namespace recert::projections
