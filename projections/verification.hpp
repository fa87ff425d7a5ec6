// What anybody may know of a credential's number on a day: whether it stands, since when and until
// when, and by which decisions. Pure. The record and the context are as assess wants them.
//
// It tells what became of a credential, never why, and nothing of the person. A candidate is only
// not certified.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "projections/cycles.hpp"

namespace recert::projections {

enum class Verdict {
    active,
    grace,
    suspended,
    expired,
    revoked,
    surrendered,
    retired,
    emeritus,
    inactive,
    deceased,
    not_yet_certified,
    withdrawn,   // the award was taken out, as if it had never been
    superseded,  // so it was, and another number took its place
};
BOOST_DESCRIBE_ENUM(Verdict, active, grace, suspended, expired, revoked, surrendered, retired,
                    emeritus, inactive, deceased, not_yet_certified, withdrawn, superseded)

// Of a cycle, as of today.
enum class Phase { upcoming, current, ended, superseded };
BOOST_DESCRIBE_ENUM(Phase, upcoming, current, ended, superseded)

struct VerifiedCycle {
    Cycle cycle;
    Phase phase;
    bool by_service;  // granted by the rules, not by a person
};

struct Verification {
    Verdict verdict;
    std::optional<events::Date> since;  // until now without a break; none: not yet certified
    std::optional<events::Date> certified_on;
    std::vector<VerifiedCycle> cycles;  // granted by the later of the day and today
    std::optional<std::size_t> shown;   // of them: the one the day is in, else the last before it
};

inline bool is_good(Verdict verdict) { return verdict == Verdict::active; }

// nullopt: the credential was never given that number.
std::optional<Verification> verification(const CredentialRecord& record, const Context& context,
                                         const std::string& number, events::Date on,
                                         events::Date today);

}  // namespace recert::projections
