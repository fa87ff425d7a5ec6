// What a certificate states: that a credential was granted for one cycle, and how it stands on a
// day. Pure. No personal data: whose it is, the holder's stream tells.
#pragma once

#include <optional>
#include <string>

#include "projections/standing.hpp"

namespace recert::projections {

struct Certification {
    std::string program;  // what it is called, not its id
    std::string issuer;
    std::string url;
    std::string number;
    events::Date certified_on;  // the award
    std::int64_t cycle = 0;
    events::Date valid_from;
    events::Date valid_until;
    std::optional<events::Date> extended_until{};
    events::Date granted_on;  // by the award, or the renewal
    std::int64_t rules_version = 0;
    CredentialStatus status{};
    bool is_followed = false;  // another cycle was granted after this one
};

// The newest publication that had taken effect by the day, else the first.
const events::ProgramPublished& publication_on(const Program& program, events::Date as_of);

// Of the last cycle granted by the day, or the one asked for. Errors: not-awarded, not-found (no
// such cycle).
Result<Certification> certification(const CredentialRecord& record, const Context& context,
                                    events::Date as_of, std::optional<std::int64_t> cycle);

}  // namespace recert::projections
