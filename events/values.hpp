// The values events are made of. Each is its own type, so that a holder is never passed for a
// credential nor an hour for a cent. None of them uses a binary float.
//
// Parsing answers std::nullopt for what is not of the form; whoever parses knows the field and
// makes the Error. Source of the forms: shared design, domain §3 and §4.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace recert::events {

using Date = std::chrono::sys_days;                                // a calendar day, no zone
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;  // UTC

inline constexpr std::int64_t kIntegerMax = (std::int64_t{1} << 53) - 1;
inline constexpr std::int64_t kCreditMax = 1'000'000;  // whole units
inline constexpr std::size_t kTextBytesMax = 4096;     // any one string of an event

// The days a client may speak of. Reckoning from one of them, by periods of at most a century,
// never leaves the years of four digits, however many rules look ahead or back.
inline constexpr Date kDateMin{std::chrono::year{1000} / 1 / 1};
inline constexpr Date kDateMax{std::chrono::year{8999} / 12 / 31};
inline constexpr int kCenturyMonths = 1'200;

std::optional<Date> parse_date(std::string_view text);  // 2026-05-04, a day that exists
std::string format_date(Date date);
std::optional<Instant> parse_instant(std::string_view text);  // RFC 3339, any offset,
                                                              // 0000-01-02 to 9999-12-30 in UTC
std::string format_instant(Instant instant);                  // 2026-05-04T09:30:00.000Z

// Calendar months later, clamped to the month's end: 31 August + 6 = 28 February.
Date add_months(Date date, int months);

// An id: [a-z0-9][a-z0-9._-]{0,63}.
bool is_id(std::string_view text);

template <class Tag>
struct Id {
    std::string text;
    auto operator<=>(const Id&) const = default;
};
using ProgramId = Id<struct ProgramTag>;
using HolderId = Id<struct HolderTag>;
using OrganizationId = Id<struct OrganizationTag>;
using CredentialId = Id<struct CredentialTag>;
using PracticumId = Id<struct PracticumTag>;
using ActivityId = Id<struct ActivityTag>;
using FeeId = Id<struct FeeTag>;
using ProviderId = Id<struct ProviderTag>;
using InstructorId = Id<struct InstructorTag>;
using AuditId = Id<struct AuditTag>;
using RequirementId = Id<struct RequirementTag>;
using AttestationId = Id<struct AttestationTag>;

// A decimal with at most two places, as an integer of hundredths.
struct Credit {
    std::int64_t hundredths = 0;
    auto operator<=>(const Credit&) const = default;
    Credit& operator+=(Credit other) {
        hundredths += other.hundredths;
        return *this;
    }
    Credit& operator-=(Credit other) {
        hundredths -= other.hundredths;
        return *this;
    }
    friend Credit operator+(Credit a, Credit b) { return a += b; }
    friend Credit operator-(Credit a, Credit b) { return a -= b; }
};
std::string format_credit(Credit credit);  // 5.5, 24, 0.25

struct Score {
    std::int64_t hundredths = 0;
    auto operator<=>(const Score&) const = default;
};

struct Currency {
    std::string code;  // ISO 4217
    auto operator<=>(const Currency&) const = default;
};
bool is_currency(std::string_view code);

struct Money {
    std::int64_t amount = 0;  // minor units
    Currency currency;
    auto operator<=>(const Money&) const = default;
};

struct Minutes {
    std::int64_t count = 0;
    auto operator<=>(const Minutes&) const = default;
};

struct BirthMonth {
    int month = 1;  // 1–12
    auto operator<=>(const BirthMonth&) const = default;
};

struct Sha256Hex {
    std::string text;  // 64 lower-case hexadecimal digits
    auto operator<=>(const Sha256Hex&) const = default;
};

// A field of personal data or free text (marked † in the design). On its way in it is `clear`;
// in the ledger it is ciphertext and `holder` names whose key opens it. It is never written clear.
struct Sealed {
    std::string text;    // clear text, or base64url of nonce ‖ ciphertext ‖ tag
    std::string holder;  // empty while clear
    bool is_clear() const { return holder.empty(); }
    auto operator<=>(const Sealed&) const = default;
};

// When it happened, as the client gave it: a plain date or an instant.
struct OccurredAt {
    std::variant<Date, Instant> when;
    std::string text;
    auto operator<=>(const OccurredAt&) const = default;
};
std::optional<OccurredAt> parse_occurred_at(std::string_view text);

}  // namespace recert::events
