// What is owed, paid, refunded and waived (domain §8.5).
//
// A payment counts for the cycle its `cycle` field names, else for its fee's, else for the one its
// date falls in. Amounts of different currencies are never added.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "projections/cycles.hpp"
#include "projections/record.hpp"

namespace recert::projections {

// One fee: assessed, or only paid.
struct Fee {
    std::optional<events::FeeId> fee;
    events::FeeKind kind;
    std::optional<std::int64_t> cycle;
    std::optional<events::Money> assessed;
    std::optional<events::Date> due_on;
    std::map<std::string, std::int64_t> net;  // paid less refunded, by currency
    bool waived = false;
    bool refunded = false;
    std::vector<Seq> facts;
};

// By what took effect up to `as_of`; by cycle, kind, fee.
std::vector<Fee> fees_of(const CredentialRecord& record, const Cycles& cycles, events::Date as_of);

// All fees of one kind for one cycle, as a requirement sees them.
struct FeeAccount {
    std::optional<events::Money> due;  // assessed, else the rules' amount; absent: unstated
    std::map<std::string, std::int64_t> net;
    bool waived = false;
    std::vector<Seq> facts;

    bool met() const;
    bool amount_unstated() const { return !due && !waived; }
    std::optional<events::Money> paid() const;  // in the due currency, else in the first paid
};
FeeAccount fee_account(const std::vector<Fee>& fees, events::FeeKind kind, std::int64_t cycle,
                       const Rules& rules);

// A fee owed each year: what was assessed, paid, refunded and waived within the year counts
// (domain §8.18).
FeeAccount yearly_account(const CredentialRecord& record, events::FeeKind kind,
                          const CycleYear& year, const Rules& rules, events::Date as_of);

}  // namespace recert::projections
