// How long the evidence for a credential is needed: which files its claims and audits name, and
// until when. Pure.
//
// A claim's evidence is needed to the end of the last cycle the claim may count in, and after that
// as long as the rules of that cycle say (`windows.evidence_keep`); for as long as the rules state
// no time, the cycle is open, or an audit or an appeal is. What was said once and is void, amended
// or withdrawn is needed as long as what stands. Leaves out legal holds, which are a holder's, and
// who else names the same file. Source: domain §5 (windows), §8.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "projections/context.hpp"

namespace recert::projections {

// What no claim names is kept this long for one that may come.
inline constexpr std::chrono::days kUnnamedEvidenceKept{30};

struct EvidenceNeeds {
    bool all = false;  // an audit or an appeal is open: also what nothing names yet
    std::map<std::string, std::optional<events::Date>> until{};  // SHA-256: the last day, if known
};

EvidenceNeeds evidence_needs(const CredentialRecord& record, const Context& context,
                             events::Date today);

// Whether a file kept since a day is still needed, by all credentials of its holder.
bool is_evidence_needed(const std::vector<EvidenceNeeds>& needs, const std::string& sha256,
                        events::Date since, events::Date today);

}  // namespace recert::projections
