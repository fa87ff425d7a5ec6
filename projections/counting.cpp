#include "projections/counting.hpp"

#include <algorithm>

namespace recert::projections {
namespace {

using events::Credit;
using events::Date;

// The room left under each cap of the rules.
class Caps {
  public:
    explicit Caps(const std::vector<Cap>& caps) : caps_(caps) {
        for (const Cap& cap : caps) room_.push_back(cap.max);
    }

    // Cuts `eligible` to the room under every cap over `category`, and takes that room.
    Credit take(Credit eligible, const std::optional<std::string>& category,
                std::vector<Reason>& reasons) {
        Credit counted = eligible;
        const Cap* binding = nullptr;
        for (std::size_t n = 0; n < caps_.size(); ++n)
            if (covers(caps_[n].sum, category) && room_[n] < counted) {
                counted = room_[n];
                binding = &caps_[n];
            }
        for (std::size_t n = 0; n < caps_.size(); ++n)
            if (covers(caps_[n].sum, category)) room_[n] -= counted;
        if (binding != nullptr)
            reasons.push_back({"cap",
                               "at most " + events::format_credit(binding->max) + " count in " +
                                   (binding->sum == "*" ? "all" : binding->sum),
                               binding->clause.value_or("")});
        return counted;
    }

  private:
    const std::vector<Cap>& caps_;
    std::vector<Credit> room_;
};

CountedClaim uncounted(const Claim& claim, const Unit& unit, Reason reason) {
    return {&claim, claimed(*claim.data, unit), {}, {}, {}, {std::move(reason)}};
}

std::optional<Reason> ineligible(const Claim& claim, const Cycle& cycle) {
    if (claim.withdrawn) return Reason{"withdrawn", "withdrawn by whoever claimed it"};
    const Windows& windows = cycle.rules->rules.windows;
    if (windows.report && cycle.ends_on + *windows.report < claim.reported_on)
        return Reason{"reported-too-late",
                      "reported on " + events::format_date(claim.reported_on) + ", after " +
                          events::format_date(cycle.ends_on + *windows.report),
                      windows.clause.value_or("")};
    return std::nullopt;
}

CountedClaim count_claim(const Claim& claim, const Unit& unit, Caps& caps) {
    CountedClaim result{&claim, claimed(*claim.data, unit), claimed(*claim.data, unit), {}, {}, {}};
    const auto add = [&](const std::optional<std::string>& category, Credit eligible) {
        const Credit counted = caps.take(eligible, category, result.reasons);
        result.parts.push_back({category, counted});
        result.counted += counted;
    };
    if (claim.data->parts)
        for (const auto& part : *claim.data->parts) add(part.category, part.credit);
    else
        add(claim.data->category, result.eligible);
    return result;
}

}  // namespace

std::vector<CountedClaim> count(const std::vector<Claim>& claims, const Cycles& cycles,
                                const Cycle& cycle, Date as_of) {
    const Rules& rules = cycle.rules->rules;
    Caps caps{rules.caps};
    std::vector<CountedClaim> result;
    for (const Claim& claim : claims) {
        if (as_of < claim.on) break;  // in order of date
        const Cycle* owner = cycle_of(cycles, claim.on, &Windows::earn);
        if (owner == nullptr || owner->number != cycle.number) continue;
        if (auto reason = ineligible(claim, cycle))
            result.push_back(uncounted(claim, rules.unit, std::move(*reason)));
        else
            result.push_back(count_claim(claim, rules.unit, caps));
    }
    return result;
}

std::vector<CountedClaim> count_outside(const std::vector<Claim>& claims, const Cycles& cycles,
                                        const Unit& unit, Date as_of) {
    std::vector<CountedClaim> result;
    for (const Claim& claim : claims) {
        if (as_of < claim.on) break;
        if (cycle_of(cycles, claim.on, &Windows::earn) != nullptr) continue;
        const bool before = cycles.empty() || claim.on < cycles.front().starts_on;
        result.push_back(
            uncounted(claim, unit,
                      {"outside-every-cycle", before ? "completed before the first cycle began"
                                                     : "completed after the last cycle ended"}));
    }
    return result;
}

Credit counted_towards(const CountedClaim& claim, std::string_view sum) {
    Credit total;
    for (const CountedPart& part : claim.parts)
        if (covers(sum, part.category)) total += part.counted;
    return total;
}

}  // namespace recert::projections
