// Every event there is, by the stream it belongs to, and the envelope that carries it.
//
// An event belongs to one kind of stream, except entry.voided, which corrects any of them. A new
// event is one described struct, one name in a list below, and whatever then fails to compile.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "events/audit.hpp"
#include "events/credential_path.hpp"
#include "events/credential_status.hpp"
#include "events/credential_upkeep.hpp"
#include "events/holder.hpp"
#include "events/organization.hpp"
#include "events/program.hpp"
#include "events/values.hpp"
#include "position.hpp"

namespace recert::events {

using ProgramEvent =
    std::variant<ProgramPublished, PracticumScheduled, PracticumRescheduled, PracticumCancelled,
                 ProviderApproved, ProviderWithdrawn, AuditAnnounced, AuditDrawn, OpenEntryVoided>;
using OrganizationEvent =
    std::variant<OrganizationRegistered, OrganizationUpdated, OpenEntryVoided>;
using HolderEvent = std::variant<HolderRegistered, HolderUpdated, HolderPreferred, HolderMerged,
                                 HoldPlaced, HoldReleased, HolderErased, EntryVoided>;
using CredentialEvent =
    std::variant<CredentialRegistered, AccessGranted, ModuleCompleted, AssessmentTaken,
                 PracticeExamTaken, PracticumSelected, PracticumChanged, PracticumAttended,
                 PracticumMissed, ExamPassed, ExamFailed, ExamExtended, CredentialAwarded,
                 CpePlanned, CpeLogged, CpeAmended, CpeWithdrawn, CpeApproved, CpeDisallowed,
                 AttestationSigned, CarryoverDeclined, CredentialRenewed, FeeAssessed, FeePaid,
                 FeeRefunded, FeeWaived, ExtensionGranted, RequirementWaived, CredentialSuspended,
                 CredentialReinstated, CredentialRevoked, CredentialSurrendered, CredentialEnded,
                 CredentialRetired, CredentialResumed, AuditSelected, AuditResponded, AuditClosed,
                 AppealFiled, AppealDecided, NoticeSent, EntryVoided>;
using Event = std::variant<ProgramEvent, OrganizationEvent, HolderEvent, CredentialEvent>;

// In the order of Event's alternatives.
enum class StreamKind { program, organization, holder, credential };

struct StreamName {
    StreamKind kind;
    std::string id;
    auto operator<=>(const StreamName&) const = default;
    std::string text() const;  // credential/cptm-000042
};
std::optional<StreamName> parse_stream_name(std::string_view text);

// `role:subject`, or `system` (a decision of the rules).
struct Actor {
    std::string text;
    auto operator<=>(const Actor&) const = default;
};

struct Envelope {
    Seq seq;
    std::string id;  // UUIDv7
    StreamName stream;
    StreamVersion version;
    OccurredAt occurred_at;
    Date on;  // effective date, computed once at the append
    // The date of occurred_at in the stream's zone: stored only where it differs from `on`.
    std::optional<Date> reported_on;
    Instant recorded_at;  // never decreases along the ledger
    Actor actor;
    std::optional<Seq> cause;
    std::optional<std::string> key;
    std::string salt;  // base64url of 16 random bytes
};

struct Recorded {
    Envelope envelope;
    Event event;
};

std::string_view type_of(const Event& event);
int schema_of(const Event& event);

}  // namespace recert::events
