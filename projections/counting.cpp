#include "projections/counting.hpp"

#include <algorithm>

#include "projections/attestations.hpp"

namespace recert::projections {
namespace {

using events::Credit;
using events::Date;

constexpr std::chrono::days kDay{1};

// The room left under each cap of the rules; under a yearly cap, in each year.
class Caps {
  public:
    Caps(const Rules& rules, std::size_t years) : rules_(rules), years_(years) {
        room_.reserve(rules.caps.size() * years);
        for (const Cap& cap : rules.caps) room_.insert(room_.end(), years, cap.max);
    }

    // Cuts `eligible` to the room under every cap over `category`, and takes that room. Without a
    // year, under caps of the whole cycle only.
    Credit take(Credit eligible, CategoryName category, std::optional<std::size_t> year,
                std::vector<Reason>& reasons) {
        Credit counted = eligible;
        const Cap* binding = nullptr;
        each_room(category, year, [&](const Cap& cap, Credit room) {
            if (counted <= room) return;
            counted = room;
            binding = &cap;
        });
        each_room(category, year, [&](const Cap&, Credit& room) { room -= counted; });
        if (binding != nullptr) reasons.push_back(reason_of(*binding));
        return counted;
    }

  private:
    template <class F>
    void each_room(CategoryName category, std::optional<std::size_t> year, F use) {
        for (std::size_t n = 0; n < rules_.caps.size(); ++n) {
            const Cap& cap = rules_.caps[n];
            if (!covers(cap.sum, category) || (cap.per && !year)) continue;
            use(cap, room_[n * years_ + (cap.per ? *year : 0)]);
        }
    }

    Reason reason_of(const Cap& cap) const {
        return {"cap",
                "at most " + events::format_credit(cap.max) + " count in " +
                    (cap.sum == "*" ? "all" : label_of(rules_, cap.sum)) +
                    (cap.per ? " a year" : ""),
                cap.clause.value_or("")};
    }

    const Rules& rules_;
    std::size_t years_;
    std::vector<Credit> room_;  // by cap, then year; under one of the whole cycle, the first
};

bool takes_in(const Requirement& rule, const CountedPart& part) {
    return covers(*rule.sum, part.category) && (!rule.providers || part.provider_approved);
}

// What is still missing for the sum requirements while claims are counted one after the other:
// what a claim has beyond that is surplus.
class Needs {
  public:
    explicit Needs(const std::vector<CycleYear>& years) : years_(years) {}

    void add(const Requirement& rule, Credit missing) {
        rules_.push_back(&rule);
        missing_.insert(missing_.end(), years_.size(), missing);
    }

    // Of what counts, what no requirement needs. Without a year, of those of the whole cycle.
    Credit use(const CountedPart& part) {
        Credit needed;
        for (std::size_t n = 0; n < rules_.size(); ++n) {
            const Requirement& rule = *rules_[n];
            if (!takes_in(rule, part)) continue;
            if (rule.per && (!part.year || !years_[*part.year].is_full)) continue;
            Credit& here = missing_[n * years_.size() + (rule.per ? *part.year : 0)];
            needed = std::max(needed, here);
            here -= std::min(here, part.counted);
        }
        return part.counted - std::min(part.counted, needed);
    }

  private:
    const std::vector<CycleYear>& years_;
    std::vector<const Requirement*> rules_;
    std::vector<Credit> missing_;  // by rule, then year; of the whole cycle, the first
};

bool declined(const CredentialRecord& record, std::int64_t cycle, Date as_of) {
    const auto& facts = record.all<events::CarryoverDeclined>();
    return std::any_of(facts.begin(), facts.end(), [&](const auto& fact) {
        return fact.data.cycle == cycle && fact.on <= as_of;
    });
}

bool asks_for_providers(const Rules& rules) {
    return std::any_of(rules.requirements.begin(), rules.requirements.end(),
                       [](const Requirement& rule) { return rule.providers.has_value(); });
}

// One cycle being counted.
class Count {
  public:
    Count(const Matter& matter, const Cycles& cycles, const Cycle& cycle, Date as_of)
        : matter_(matter),
          cycle_(cycle),
          rules_(cycle.rules->rules),
          as_of_(as_of),
          years_(years_of(cycle)),
          caps_(rules_, years_.size()),
          needs_(years_) {
        result_.claims.reserve(matter.claims.size());
        result_.parts.reserve(matter.claims.size());
        for (const Requirement& rule : rules_.requirements)
            if (rule.sum && applies(rule, matter, cycles, cycle, as_of)) {
                const Credit before = earned_before(rule, matter, cycles, cycle, as_of);
                needs_.add(rule, *rule.min - std::min(*rule.min, before));
            }
        if (!rules_.carry_over || declined(matter.record, cycle.number, as_of)) return;
        carry_room_ = rules_.carry_over->max;
        if (rules_.carry_over->earned_within)
            carried_from_ = (cycle.ends_on + kDay) + -1 * *rules_.carry_over->earned_within;
    }

    // What was carried in counts first, and is never carried again.
    void carry_in(const std::vector<CountedPart>& surplus) {
        const bool yearly = rules_.carry_over && rules_.carry_over->counts_for_yearly;
        const auto first_year = yearly ? std::optional<std::size_t>{0} : std::nullopt;
        for (const CountedPart& part : surplus) {
            result_.carried_in += part.counted;
            std::vector<Reason> unseen;
            const Credit counted = caps_.take(part.counted, part.category, std::nullopt, unseen);
            needs_.use(result_.parts.emplace_back(CountedPart{part.category, counted, first_year}));
        }
    }

    void add(const Claim& claim) {
        CountedClaim& counted = result_.claims.emplace_back(CountedClaim{&claim});
        counted.claimed = claimed(*claim.data, rules_.unit);
        counted.eligible = eligible(matter_, claim, cycle_, as_of_, counted.reasons);
        const std::size_t year = year_of(years_, claim.on);
        const bool approved = needs_providers_ && matter_.provider_approved(claim);
        each_share(*claim.data, counted.eligible, [&](CategoryName category, Credit share) {
            add_share(counted, {category, share, year, approved});
        });
    }

    Counting take() { return std::move(result_); }

  private:
    // `part` as eligible: the caps say what of it counts.
    void add_share(CountedClaim& claim, CountedPart part) {
        const Credit share = part.counted;
        if (share == Credit{}) return;
        part.counted = caps_.take(share, part.category, part.year, claim.reasons);
        result_.parts.push_back(part);
        claim.counted += part.counted;
        if (needs_providers_ && !part.provider_approved) note_provider(claim, part.category);
        Credit surplus = needs_.use(part);
        result_.beyond += surplus + (share - part.counted);
        if (!rules_.carry_over) return;
        if (rules_.carry_over->capped) surplus += share - part.counted;
        carry(surplus, part.category, claim.claim->on);
    }

    // Said where it costs something: a requirement asks for approved providers.
    void note_provider(CountedClaim& claim, CategoryName category) const {
        for (const Requirement& rule : rules_.requirements)
            if (rule.providers && covers(*rule.sum, category))
                claim.reasons.push_back({"provider-not-approved",
                                         "does not count towards " + rule.id +
                                             ": the provider was not approved on that day",
                                         rule.clause.value_or("")});
    }

    void carry(Credit surplus, CategoryName category, Date on) {
        const CarryOver& rule = *rules_.carry_over;
        const Credit carried = std::min(surplus, carry_room_);
        if (carried == Credit{} || on < carried_from_) return;
        const auto excludes = [&](const std::string& name) { return covers(name, category); };
        if (std::any_of(rule.exclude.begin(), rule.exclude.end(), excludes)) return;
        carry_room_ -= carried;
        result_.surplus.push_back({rule.into ? CategoryName{*rule.into} : category, carried});
    }

    const Matter& matter_;
    const Cycle& cycle_;
    const Rules& rules_;
    Date as_of_;
    bool needs_providers_ = asks_for_providers(rules_);
    std::vector<CycleYear> years_;
    Caps caps_;
    Needs needs_;
    Credit carry_room_;
    Date carried_from_ = Date::min();  // the first day whose claims may be carried over
    Counting result_;
};

// The cycle that `cycle` follows on, whose surplus it may be given; null: none.
const Cycle* followed_by(const Cycles& cycles, const Cycle& cycle) {
    if (cycle.begun_anew) return nullptr;
    for (const Cycle& before : cycles)
        if (before.number == cycle.number - 1 && before.rules->rules.carry_over) return &before;
    return nullptr;
}

}  // namespace

Counting count(const Matter& matter, const Cycles& cycles, const Cycle& cycle, Date as_of) {
    Count counting{matter, cycles, cycle, as_of};
    if (const Cycle* before = followed_by(cycles, cycle))
        counting.carry_in(count(matter, cycles, *before, as_of).surplus);
    for (const Claim& claim : matter.claims) {
        if (as_of < claim.on) break;  // in order of date
        const Cycle* owner = cycle_of(cycles, claim.on, &Windows::earn);
        if (owner != nullptr && owner->number == cycle.number) counting.add(claim);
    }
    return counting.take();
}

std::vector<CountedClaim> count_outside(const Matter& matter, const Cycles& cycles,
                                        const Unit& unit, Date as_of) {
    std::vector<CountedClaim> result;
    for (const Claim& claim : matter.claims) {
        if (as_of < claim.on) break;
        if (cycle_of(cycles, claim.on, &Windows::earn) != nullptr) continue;
        const bool before = cycles.empty() || claim.on < cycles.front().starts_on;
        CountedClaim& outside = result.emplace_back(CountedClaim{&claim});
        outside.claimed = claimed(*claim.data, unit);
        outside.reasons.push_back(
            {"outside-every-cycle", before ? "completed before the first cycle began"
                                           : "completed after the last cycle ended"});
    }
    return result;
}

Credit Counting::would_carry() const {
    Credit sum;
    for (const CountedPart& part : surplus) sum += part.counted;
    return sum;
}

Credit Counting::would_lose() const { return beyond - would_carry(); }

Credit Counting::towards(const Requirement& rule, std::optional<std::size_t> year) const {
    Credit total;
    for (const CountedPart& part : parts)
        if ((!year || part.year == year) && takes_in(rule, part)) total += part.counted;
    return total;
}

}  // namespace recert::projections
