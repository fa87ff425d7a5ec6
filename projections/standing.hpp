// assess: what the rules make of the facts on a date. Pure: the same input gives the same standing.
//
// The record's first event must be credential.registered, taking effect on or before `as_of`.
// A standing points into the record and the context it was made of, and must not outlive them.
// Codes are for programs, details for people; what is missing is put into words by missing_words
// (words.hpp) alone. Source: domain §6, §8; api §4.
#pragma once

#include <boost/describe.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "events/json.hpp"
#include "projections/context.hpp"
#include "projections/path.hpp"
#include "projections/requirements.hpp"

namespace recert::projections {

// Version of assess itself, kept in the basis of every decision: one more whenever the same facts
// may be judged otherwise (decisions.hpp, stands_by_its_engine).
inline constexpr std::int64_t kEngine = 1;

enum class CredentialStatus {
    candidate,
    active,
    grace,
    suspended,
    lapsed,
    revoked,
    surrendered,
    retired,
    emeritus,
    inactive,
    deceased,
    expired_candidate
};
BOOST_DESCRIBE_ENUM(CredentialStatus, candidate, active, grace, suspended, lapsed, revoked,
                    surrendered, retired, emeritus, inactive, deceased, expired_candidate)

struct CycleStanding {
    Cycle cycle;
    std::int64_t days_left;
    CycleJudgement judgement;
    std::vector<CountedClaim> outside;  // claims that fall in no cycle
};

struct CycleOutcome {
    Cycle cycle;
    std::string outcome;  // open, renewed, or the status in which it ended unmet
};

struct Deadline {
    events::Date on;
    std::string what;
    std::string of{};  // which, where there may be several: a fee, an audit
};

struct Standing {
    const RulesVersion* rules;  // of the cycle shown; of the path for a candidate
    CredentialStatus status;
    std::optional<std::string> number;
    std::optional<events::Date> certified_on;
    std::optional<events::Date> valid_until;
    PathState path;
    std::optional<CycleStanding> cycle;
    std::vector<CycleOutcome> cycles;
    std::vector<Fee> fees;
    bool goes_on = false;  // what is not met yet is still asked for, on the path or in the cycle
    std::vector<Deadline> deadlines;
    std::vector<Reason> flags;
    std::shared_ptr<const std::vector<Claim>> claims;  // what cycle->judgement points into
};

Standing assess(const CredentialRecord& record, const Context& context, events::Date as_of);

// The rules of the path: those in force on the day of registration.
const RulesVersion& path_rules(const CredentialRecord& record, const Program& program);

// From each day on, the status, as the record now tells it; the future is told as far as the
// passing of time alone decides it. In order, first the registration.
using Timeline = std::vector<std::pair<events::Date, CredentialStatus>>;
Timeline timeline(const CredentialRecord& record, const Context& context);

// {"code", "detail", "clause"?, "seq"?}
events::Json reason_json(const Reason& reason);

// The object of the API (api §4), but for what only the service knows (id, version, known_at).
events::Json standing_json(const CredentialRecord& record, const Context& context,
                           events::Date as_of);

}  // namespace recert::projections
