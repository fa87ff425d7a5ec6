#include "projections/counting.hpp"

#include <algorithm>

#include "projections/attestations.hpp"

namespace recert::projections {
namespace {

using events::Credit;
using events::Date;
using Category = std::optional<std::string>;

constexpr std::chrono::days kDay{1};

// The room left under each cap of the rules; under a yearly cap, in each year.
class Caps {
  public:
    Caps(const Rules& rules, std::size_t years) : rules_(rules), caps_(rules.caps) {
        for (const Cap& cap : caps_) room_.emplace_back(cap.per ? years : 1, cap.max);
    }

    // Cuts `eligible` to the room under every cap over `category`, and takes that room. Without a
    // year, under caps of the whole cycle only.
    Credit take(Credit eligible, const Category& category, std::optional<std::size_t> year,
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
    void each_room(const Category& category, std::optional<std::size_t> year, F use) {
        for (std::size_t n = 0; n < caps_.size(); ++n) {
            const Cap& cap = caps_[n];
            if (!covers(cap.sum, category) || (cap.per && !year)) continue;
            use(cap, room_[n][cap.per ? *year : 0]);
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
    const std::vector<Cap>& caps_;
    std::vector<std::vector<Credit>> room_;
};

// What is still missing for the sum requirements while claims are counted one after the other:
// what a claim has beyond that is surplus.
class Needs {
  public:
    explicit Needs(const std::vector<CycleYear>& years) : years_(years) {}

    void add(const Requirement& rule, Credit missing) {
        missing_.push_back({&rule, std::vector(rule.per ? years_.size() : 1, missing)});
    }

    // Of what counts, what no requirement needs. Without a year, of those of the whole cycle.
    Credit use(Credit counted, const Category& category, bool approved,
               std::optional<std::size_t> year) {
        Credit needed;
        for (auto& [rule, missing] : missing_) {
            if (!covers(*rule->sum, category) || (rule->providers && !approved)) continue;
            if (rule->per && (!year || !years_[*year].is_full)) continue;
            Credit& here = missing[rule->per ? *year : 0];
            needed = std::max(needed, here);
            here -= std::min(here, counted);
        }
        return counted - std::min(counted, needed);
    }

  private:
    struct Missing {
        const Requirement* rule;
        std::vector<Credit> by_year;
    };
    const std::vector<CycleYear>& years_;
    std::vector<Missing> missing_;
};

bool declined(const CredentialRecord& record, std::int64_t cycle, Date as_of) {
    const auto& facts = record.all<events::CarryoverDeclined>();
    return std::any_of(facts.begin(), facts.end(), [&](const auto& fact) {
        return fact.data.cycle == cycle && fact.on <= as_of;
    });
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
        for (const Requirement& rule : rules_.requirements)
            if (rule.sum && applies(rule, matter, cycles, cycle, as_of)) {
                const Credit before = earned_before(rule, matter, cycles, cycle, as_of);
                needs_.add(rule, *rule.min - std::min(*rule.min, before));
            }
        if (rules_.carry_over && !declined(matter.record, cycle.number, as_of))
            carry_room_ = rules_.carry_over->max;
    }

    // What was carried in counts first, and is never carried again.
    void carry_in(const std::vector<CountedPart>& surplus) {
        const bool yearly = rules_.carry_over && rules_.carry_over->counts_for_yearly;
        const auto first_year = yearly ? std::optional<std::size_t>{0} : std::nullopt;
        for (const CountedPart& part : surplus) {
            result_.carried_in += part.counted;
            std::vector<Reason> unseen;
            const Credit counted = caps_.take(part.counted, part.category, std::nullopt, unseen);
            result_.carried.push_back({part.category, counted});
            needs_.use(counted, part.category, false, first_year);
        }
    }

    void add(const Claim& claim) {
        CountedClaim counted{&claim, claimed(*claim.data, rules_.unit)};
        counted.eligible = eligible(matter_, claim, cycle_, as_of_, counted.reasons);
        counted.year = year_of(years_, claim.on);
        counted.provider_approved = needs_providers() && matter_.provider_approved(claim);
        each_share(*claim.data, counted.eligible, [&](const Category& category, Credit share) {
            add_share(counted, category, share);
        });
        result_.claims.push_back(std::move(counted));
    }

    Counting take() { return std::move(result_); }

  private:
    bool needs_providers() const {
        return std::any_of(rules_.requirements.begin(), rules_.requirements.end(),
                           [](const Requirement& rule) { return rule.providers.has_value(); });
    }

    void add_share(CountedClaim& claim, const Category& category, Credit share) {
        if (share == Credit{}) return;
        const Credit counted = caps_.take(share, category, claim.year, claim.reasons);
        claim.parts.push_back({category, counted});
        claim.counted += counted;
        note_provider(claim, category);
        Credit surplus = needs_.use(counted, category, claim.provider_approved, claim.year);
        result_.beyond += surplus + (share - counted);
        if (!rules_.carry_over) return;
        if (rules_.carry_over->capped) surplus += share - counted;
        carry(surplus, category, claim.claim->on);
    }

    // Said where it costs something: a requirement asks for approved providers.
    void note_provider(CountedClaim& claim, const Category& category) const {
        for (const Requirement& rule : rules_.requirements)
            if (rule.providers && covers(*rule.sum, category) && !claim.provider_approved)
                claim.reasons.push_back({"provider-not-approved",
                                         "does not count towards " + rule.id +
                                             ": the provider was not approved on that day",
                                         rule.clause.value_or("")});
    }

    void carry(Credit surplus, const Category& category, Date on) {
        const CarryOver& rule = *rules_.carry_over;
        const auto excludes = [&](const std::string& name) { return covers(name, category); };
        if (rule.earned_within && on < (cycle_.ends_on + kDay) + -1 * *rule.earned_within) return;
        if (std::any_of(rule.exclude.begin(), rule.exclude.end(), excludes)) return;
        const Credit carried = std::min(surplus, carry_room_);
        if (carried == Credit{}) return;
        carry_room_ -= carried;
        result_.surplus.push_back({rule.into ? rule.into : category, carried});
    }

    const Matter& matter_;
    const Cycle& cycle_;
    const Rules& rules_;
    Date as_of_;
    std::vector<CycleYear> years_;
    Caps caps_;
    Needs needs_;
    Credit carry_room_;
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

Credit Counting::towards(const Requirement& rule, const Rules& rules,
                         std::optional<std::size_t> year) const {
    Credit total;
    for (const CountedClaim& claim : claims) {
        if (year && claim.year != *year) continue;
        if (rule.providers && !claim.provider_approved) continue;
        for (const CountedPart& part : claim.parts)
            if (covers(*rule.sum, part.category)) total += part.counted;
    }
    const bool with_carried =
        !year || (*year == 0 && rules.carry_over && rules.carry_over->counts_for_yearly);
    if (with_carried && !rule.providers)
        for (const CountedPart& part : carried)
            if (covers(*rule.sum, part.category)) total += part.counted;
    return total;
}

}  // namespace recert::projections
