// A credential once awarded: continuing education, renewal, fees, corrections.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "events/credential_path.hpp"
#include "events/values.hpp"

namespace recert::events {

struct CpePlanned {
    static constexpr std::string_view kType = "cpe.planned";
    static constexpr int kSchema = 1;
    ActivityId activity;
    Sealed title;
    Date planned_for;
    std::optional<std::string> category;
    std::optional<Credit> credit;
};
BOOST_DESCRIBE_STRUCT(CpePlanned, (), (activity, title, planned_for, category, credit))

struct CpePart {
    std::string category;
    Credit credit;
};
BOOST_DESCRIBE_STRUCT(CpePart, (), (category, credit))

// Exactly one of `credit`, `minutes`; `parts` stand for category and amount.
struct CpeLogged {
    static constexpr std::string_view kType = "cpe.logged";
    static constexpr int kSchema = 1;
    ActivityId activity;
    Sealed title;
    std::optional<std::string> provider;
    std::optional<std::string> category;
    std::optional<std::vector<CpePart>> parts;
    std::optional<std::string> format;
    std::optional<Date> started_on;
    Date completed_on;
    std::optional<Credit> credit;
    std::optional<Minutes> minutes;
    std::optional<std::vector<Sha256Hex>> evidence;
    std::optional<Sealed> note;
};
BOOST_DESCRIBE_STRUCT(CpeLogged, (),
                      (activity, title, provider, category, parts, format, started_on, completed_on,
                       credit, minutes, evidence, note))

// The changed fields of an activity; what is absent stays as it was.
struct CpeAmended {
    static constexpr std::string_view kType = "cpe.amended";
    static constexpr int kSchema = 1;
    ActivityId activity;
    std::optional<Sealed> title;
    std::optional<std::string> provider;
    std::optional<std::string> category;
    std::optional<std::vector<CpePart>> parts;
    std::optional<std::string> format;
    std::optional<Date> started_on;
    std::optional<Date> completed_on;
    std::optional<Credit> credit;
    std::optional<Minutes> minutes;
    std::optional<std::vector<Sha256Hex>> evidence;
    std::optional<Sealed> note;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(CpeAmended, (),
                      (activity, title, provider, category, parts, format, started_on, completed_on,
                       credit, minutes, evidence, note, reason))

struct CpeWithdrawn {
    static constexpr std::string_view kType = "cpe.withdrawn";
    static constexpr int kSchema = 1;
    ActivityId activity;
    std::optional<Sealed> reason;
};
BOOST_DESCRIBE_STRUCT(CpeWithdrawn, (), (activity, reason))

struct CpeApproved {
    static constexpr std::string_view kType = "cpe.approved";
    static constexpr int kSchema = 1;
    ActivityId activity;
    std::optional<Credit> credit;  // what is eligible; absent: all that is claimed
};
BOOST_DESCRIBE_STRUCT(CpeApproved, (), (activity, credit))

struct CpeDisallowed {
    static constexpr std::string_view kType = "cpe.disallowed";
    static constexpr int kSchema = 1;
    ActivityId activity;
    Sealed reason;
    std::optional<std::string> clause;
};
BOOST_DESCRIBE_STRUCT(CpeDisallowed, (), (activity, reason, clause))

struct AttestationSigned {
    static constexpr std::string_view kType = "attestation.signed";
    static constexpr int kSchema = 1;
    AttestationId attestation;
    Sha256Hex text_sha256;
    std::optional<std::int64_t> cycle;
};
BOOST_DESCRIBE_STRUCT(AttestationSigned, (), (attestation, text_sha256, cycle))

struct CarryoverDeclined {
    static constexpr std::string_view kType = "carryover.declined";
    static constexpr int kSchema = 1;
    std::int64_t cycle;  // in which the credit was earned
};
BOOST_DESCRIBE_STRUCT(CarryoverDeclined, (), (cycle))

struct CredentialRenewed {
    static constexpr std::string_view kType = "credential.renewed";
    static constexpr int kSchema = 1;
    std::int64_t cycle;  // the one that begins
    Date valid_from;
    Date valid_until;
    std::optional<Date> satisfied_on;
    std::optional<Basis> basis;  // filled in by the service
    std::optional<Sealed> reason;
};
BOOST_DESCRIBE_STRUCT(CredentialRenewed, (),
                      (cycle, valid_from, valid_until, satisfied_on, basis, reason))

enum class FeeKind { registration, class_change, renewal, late, reinstatement, annual, retired };
BOOST_DESCRIBE_ENUM(FeeKind, registration, class_change, renewal, late, reinstatement, annual,
                    retired)

struct FeeAssessed {
    static constexpr std::string_view kType = "fee.assessed";
    static constexpr int kSchema = 1;
    FeeId fee;
    FeeKind kind;
    std::optional<Money> money;  // absent: open without an amount until staff assess it
    std::optional<Date> due_on;
    std::optional<Discount> discount;
    std::optional<std::int64_t> cycle;
};
BOOST_DESCRIBE_STRUCT(FeeAssessed, (), (fee, kind, money, due_on, discount, cycle))

struct FeePaid {
    static constexpr std::string_view kType = "fee.paid";
    static constexpr int kSchema = 1;
    std::optional<FeeId> fee;
    FeeKind kind;
    Money money;
    std::optional<std::string> method;
    std::optional<Sealed> reference;
    std::optional<std::int64_t> cycle;
};
BOOST_DESCRIBE_STRUCT(FeePaid, (), (fee, kind, money, method, reference, cycle))

struct FeeRefunded {
    static constexpr std::string_view kType = "fee.refunded";
    static constexpr int kSchema = 1;
    std::optional<FeeId> fee;
    FeeKind kind;
    Money money;
    Sealed reason;
    std::optional<std::int64_t> cycle;
};
BOOST_DESCRIBE_STRUCT(FeeRefunded, (), (fee, kind, money, reason, cycle))

struct FeeWaived {
    static constexpr std::string_view kType = "fee.waived";
    static constexpr int kSchema = 1;
    std::optional<FeeId> fee;
    FeeKind kind;
    Sealed reason;
    std::optional<std::int64_t> cycle;
};
BOOST_DESCRIBE_STRUCT(FeeWaived, (), (fee, kind, reason, cycle))

// Takes an earlier event of the same stream out of the fold; both stay in the history.
struct EntryVoided {
    static constexpr std::string_view kType = "entry.voided";
    static constexpr int kSchema = 1;
    std::int64_t seq;
    Sealed reason;
};
BOOST_DESCRIBE_STRUCT(EntryVoided, (), (seq, reason))

}  // namespace recert::events
