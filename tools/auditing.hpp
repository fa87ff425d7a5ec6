// The audit of decisions: which of them what is known now no longer supports (after a void, an
// amendment, other rules), and which it supports that nobody made.
//
// Judged by all facts of the source, on one day: by default the last that had begun in every time
// zone when the last entry was recorded, so that nothing is called missing before it was due.
// Credentials whose history is not wholly there are counted, not judged. Whether a decision was
// right when it was made is asked by Examination; whether the entries are what was signed too.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "events/json.hpp"
#include "result.hpp"
#include "tools/history.hpp"

namespace recert::tools {

struct AuditFinding {
    std::string credential;
    std::string kind;        // unsupported, undecided, or held: retroactive rules alone support it
    std::string decision;    // credential.awarded, credential.renewed
    std::optional<Seq> seq;  // of the decision, if there is one
    events::Date on;         // from which it takes effect
    std::int64_t rules_version = 0;  // that judges it now
    std::string detail;
    std::vector<std::string> clauses{};  // of what is not met; of what is, where nobody decided
};

struct Audited {
    events::Date as_of;
    std::uint64_t credentials = 0;
    std::uint64_t decisions = 0;
    std::uint64_t unjudged = 0;  // streams that are not wholly there
    std::vector<AuditFinding> findings;
};

// The last day that had begun everywhere by then.
events::Date settled_day(events::Instant at);

Audited audit(const History& history, events::Date as_of);

events::Json json_of(const AuditFinding& finding);

}  // namespace recert::tools
