// What an open badge says of one cycle of a credential: the achievement as the rules tell it, and
// what it took to be granted the cycle; and with that what only the service knows. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "projections/context.hpp"
#include "projections/record.hpp"

namespace recert::projections {

// What was counted for one requirement of the cycle that earned this one.
struct BadgeResult {
    std::string requirement;  // its id
    std::int64_t rules_version;
    std::string name;      // 24 hours
    std::string required;  // 24
    std::string counted;   // 26.5
};

struct BadgeFacts {
    std::string program;  // id
    std::string program_name;
    std::string issuer_name;
    std::string url;       // of the program's page
    std::string criteria;  // in words
    std::string number;    // of the award
    std::string holder;    // id
    std::int64_t cycle;
    events::Date valid_from;   // its first day
    events::Date valid_until;  // its last, however extended
    Seq decision;              // that granted it
    Seq place;                 // in the status lists (badge_marks.hpp)
    std::vector<BadgeResult> results;
};

// What is handed out. Whose name is not known any more has none.
struct Badge {
    std::string credential;  // id
    BadgeFacts facts;
    events::Instant valid_from;   // where the program is, the first day begins
    events::Instant valid_until;  // and the last is over, a second before the next
    events::Instant granted_at;   // when the decision was recorded
    std::optional<std::string> name{};
    std::optional<std::string> email{};
};

// Of a cycle, or the newest granted, as of a day. nullopt: it was not granted.
std::optional<BadgeFacts> badge_facts(const CredentialRecord& record, const Context& context,
                                      std::optional<std::int64_t> cycle, events::Date as_of);

}  // namespace recert::projections
