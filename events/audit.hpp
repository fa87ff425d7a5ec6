// Audits: announced and drawn for a program, selected, answered and closed for a credential.
//
// The announcement fixes population and size before the seed exists, so that a stranger can draw
// the sample again and find it the same (domain §4).
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "events/values.hpp"

namespace recert::events {

// Exactly one of `size`, `rate`.
struct AuditAnnounced {
    static constexpr std::string_view kType = "audit.announced";
    static constexpr int kSchema = 1;
    AuditId audit;
    std::string population;  // whom: the query of the credentials' list
    std::int64_t at_seq;     // the population as known after this entry
    std::optional<std::int64_t> size;
    std::optional<Credit> rate;  // of the population, 0.01 to 1
    std::optional<std::vector<std::string>> strata;
    std::optional<std::vector<CredentialId>> mandatory;  // drawn in any case
};
BOOST_DESCRIBE_STRUCT(AuditAnnounced, (),
                      (audit, population, at_seq, size, rate, strata, mandatory))

struct AuditDrawn {
    static constexpr std::string_view kType = "audit.drawn";
    static constexpr int kSchema = 1;
    AuditId audit;
    std::string seed_checkpoint;  // the checkpoint signed after the announcement
    std::vector<CredentialId> selected;
};
BOOST_DESCRIBE_STRUCT(AuditDrawn, (), (audit, seed_checkpoint, selected))

struct AuditSelected {
    static constexpr std::string_view kType = "audit.selected";
    static constexpr int kSchema = 1;
    AuditId audit;
    std::int64_t cycle;
    Date respond_by;
};
BOOST_DESCRIBE_STRUCT(AuditSelected, (), (audit, cycle, respond_by))

struct AuditResponded {
    static constexpr std::string_view kType = "audit.responded";
    static constexpr int kSchema = 1;
    AuditId audit;
    std::vector<Sha256Hex> evidence;
};
BOOST_DESCRIBE_STRUCT(AuditResponded, (), (audit, evidence))

enum class AuditResult { accepted, deficient };
BOOST_DESCRIBE_ENUM(AuditResult, accepted, deficient)

struct AuditClosed {
    static constexpr std::string_view kType = "audit.closed";
    static constexpr int kSchema = 1;
    AuditId audit;
    AuditResult result;
    std::vector<Sealed> findings;
};
BOOST_DESCRIBE_STRUCT(AuditClosed, (), (audit, result, findings))

}  // namespace recert::events
