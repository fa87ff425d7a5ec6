// What staff decide about a credential, and what becomes of it: extensions, waivers, suspension to
// reinstatement, the ways out, appeals and notices.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "events/values.hpp"

namespace recert::events {

struct ExtensionGranted {
    static constexpr std::string_view kType = "extension.granted";
    static constexpr int kSchema = 1;
    Date until;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(ExtensionGranted, (), (until, reason))

struct RequirementWaived {
    static constexpr std::string_view kType = "requirement.waived";
    static constexpr int kSchema = 1;
    RequirementId requirement;
    std::int64_t cycle;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(RequirementWaived, (), (requirement, cycle, reason))

struct CredentialSuspended {
    static constexpr std::string_view kType = "credential.suspended";
    static constexpr int kSchema = 1;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(CredentialSuspended, (), (reason))

struct CredentialReinstated {
    static constexpr std::string_view kType = "credential.reinstated";
    static constexpr int kSchema = 1;
    Sealed reason;
    std::optional<Date>
        valid_until;  // needed after a final stage: the end of the cycle that begins
};
BOOST_DESCRIBE_STRUCT(CredentialReinstated, (), (reason, valid_until))

struct CredentialRevoked {
    static constexpr std::string_view kType = "credential.revoked";
    static constexpr int kSchema = 1;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(CredentialRevoked, (), (reason))

struct CredentialSurrendered {
    static constexpr std::string_view kType = "credential.surrendered";
    static constexpr int kSchema = 1;
    std::optional<Sealed> reason;
};
BOOST_DESCRIBE_STRUCT(CredentialSurrendered, (), (reason))

enum class EndKind { deceased };
BOOST_DESCRIBE_ENUM(EndKind, deceased)

struct CredentialEnded {
    static constexpr std::string_view kType = "credential.ended";
    static constexpr int kSchema = 1;
    EndKind kind;
};
BOOST_DESCRIBE_STRUCT(CredentialEnded, (), (kind))

enum class RetiredKind { retired, emeritus, inactive };
BOOST_DESCRIBE_ENUM(RetiredKind, retired, emeritus, inactive)

struct CredentialRetired {
    static constexpr std::string_view kType = "credential.retired";
    static constexpr int kSchema = 1;
    RetiredKind kind;
};
BOOST_DESCRIBE_STRUCT(CredentialRetired, (), (kind))

struct CredentialResumed {
    static constexpr std::string_view kType = "credential.resumed";
    static constexpr int kSchema = 1;
};
BOOST_DESCRIBE_STRUCT(CredentialResumed, (), ())

struct AppealFiled {
    static constexpr std::string_view kType = "appeal.filed";
    static constexpr int kSchema = 1;
    std::string subject;
    std::optional<std::string> outcome;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(AppealFiled, (), (subject, outcome, reason))

struct AppealDecided {
    static constexpr std::string_view kType = "appeal.decided";
    static constexpr int kSchema = 1;
    std::string subject;
    std::optional<std::string> outcome;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(AppealDecided, (), (subject, outcome, reason))

// A notice about a date of a standing: that it was sent is a fact, the date is not.
struct NoticeSent {
    static constexpr std::string_view kType = "notice.sent";
    static constexpr int kSchema = 1;
    std::string notice;
    std::string channel;
    Date for_date;
};
BOOST_DESCRIBE_STRUCT(NoticeSent, (), (notice, channel, for_date))

}  // namespace recert::events
