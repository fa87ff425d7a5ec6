#include "service/grants.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "events/codec.hpp"
#include "events/schema.hpp"

namespace recert::service {
namespace {

using events::StreamKind;

constexpr Reach no = Reach::none;
constexpr Reach own = Reach::own;
constexpr Reach all = Reach::all;

// In each row: holder, staff, integration, auditor, admin, provider, instructor, sponsor.
constexpr ByRole kAdmin = {no, no, no, no, all, no, no, no};
constexpr ByRole kStaff = {no, all, own, no, all, no, no, no};
constexpr ByRole kHolder = {own, all, own, no, all, no, no, no};
constexpr ByRole kRoster = {own, all, own, no, all, own, no, no};
constexpr ByRole kAttendance = {no, all, own, no, all, no, own, no};
constexpr ByRole kAudit = {no, all, own, all, all, no, no, no};
constexpr ByRole kAuditReply = {own, all, own, all, all, no, no, no};
constexpr ByRole kService = {no, all, no, no, all, no, no, no};  // the service's, and staff's
constexpr ByRole kNobody = {no, no, no, no, no, no, no, no};
constexpr ByRole kEverybody = {all, all, all, all, all, all, all, all};

constexpr bool kDecides = true;
constexpr bool kWithReason = true;

constexpr TypeGrant kTypes[] = {
    {"program.published", kAdmin},
    {"practicum.scheduled", kStaff},
    {"practicum.rescheduled", kStaff},
    {"practicum.cancelled", kStaff},
    {"provider.approved", kStaff},
    {"provider.withdrawn", kStaff},
    {"audit.announced", kAudit},
    {"audit.drawn", kAudit},
    {"organization.registered", kStaff},
    {"organization.updated", kStaff},
    {"holder.registered", kStaff},
    {"holder.updated", kHolder},
    {"holder.preferred", kHolder},
    {"holder.merged", kStaff},
    {"hold.placed", kStaff},
    {"hold.released", kStaff},
    {"holder.erased", kAdmin},
    {"credential.registered", kStaff},
    {"access.granted", kStaff},
    {"module.completed", kStaff},
    {"assessment.taken", kStaff},
    {"practice_exam.taken", kStaff},
    {"practicum.selected", kHolder},
    {"practicum.changed", kHolder},
    {"practicum.attended", kAttendance, kDecides},
    {"practicum.missed", kAttendance},
    {"exam.passed", kStaff, kDecides},
    {"exam.failed", kStaff},
    {"exam.extended", kStaff, kDecides},
    {"credential.awarded", kService, kDecides, kWithReason},
    {"cpe.planned", kHolder},
    {"cpe.logged", kRoster},
    {"cpe.amended", kHolder},
    {"cpe.withdrawn", kHolder},
    {"cpe.approved", kStaff, kDecides},
    {"cpe.disallowed", kStaff, kDecides},
    {"attestation.signed", kHolder},
    {"carryover.declined", kHolder},
    {"credential.renewed", kService, kDecides, kWithReason},
    {"fee.assessed", kService, kDecides},
    {"fee.paid", kStaff},
    {"fee.refunded", kStaff, kDecides},
    {"fee.waived", kStaff, kDecides},
    {"extension.granted", kStaff, kDecides},
    {"requirement.waived", kStaff, kDecides},
    {"credential.suspended", kStaff, kDecides},
    {"credential.reinstated", kStaff, kDecides},
    {"credential.revoked", kStaff, kDecides},
    {"credential.surrendered", kHolder},
    {"credential.ended", kStaff, kDecides},
    {"credential.retired", kStaff, kDecides},
    {"credential.resumed", kStaff, kDecides},
    {"audit.selected", kAudit, kDecides},
    {"audit.responded", kAuditReply},
    {"audit.closed", kAudit, kDecides},
    {"appeal.filed", kHolder},
    {"appeal.decided", kStaff, kDecides},
    {"notice.sent", kStaff},
    {"entry.voided", kStaff, kDecides},
};

constexpr ByRole kReadsPrograms = {all, all, own, all, all, all, all, all};
constexpr ByRole kReadsOrganizations = {own, all, own, all, all, no, no, own};
constexpr ByRole kReadsHolders = {own, all, own, all, all, no, no, no};
constexpr ByRole kReadsCredentials = {own, all, own, all, all, no, no, own};
constexpr ByRole kReadsHistories = {own, all, own, all, all, no, no, no};
constexpr ByRole kReadsEvents = {own, all, own, all, all, own, own, no};
constexpr ByRole kOpens = {own, all, no, all, all, no, no, no};
constexpr ByRole kReadsAll = {no, all, no, all, all, no, no, no};
constexpr ByRole kAsksWhatIf = {no, all, own, all, all, no, no, no};
constexpr ByRole kReadsAccesses = {own, no, no, all, all, no, no, no};
constexpr ByRole kLetsIn = {no, all, no, no, all, no, no, no};
constexpr ByRole kGivesCalendars = {own, all, no, no, all, no, no, no};
constexpr ByRole kPutsEvidence = {own, all, no, no, all, no, no, no};
constexpr ByRole kAudits = {no, no, no, all, all, no, no, no};

constexpr RightGrant kRights[] = {
    {Right::anybody, {}, false, "read what is public", kEverybody},
    {Right::any_token, {}, false, "read what all may", kEverybody},
    {Right::read, StreamKind::program, false, "read programs", kReadsPrograms},
    {Right::read, StreamKind::organization, false, "read organizations", kReadsOrganizations},
    {Right::read, StreamKind::holder, false, "read holders", kReadsHolders},
    {Right::read, StreamKind::credential, false, "read standings", kReadsCredentials},
    {Right::history, {}, false, "read histories", kReadsHistories},
    {Right::event, {}, false, "read an event", kReadsEvents},
    {Right::open, {}, false, "open sealed fields", kOpens},
    {Right::whole, {}, false, "read the whole ledger", kReadsAll},
    {Right::what_if, {}, false, "ask what if", kAsksWhatIf},
    {Right::accesses, {}, false, "read who read of a holder", kReadsAccesses},
    {Right::evidence, {}, true, "put evidence", kPutsEvidence},
    {Right::erase, {}, true, "erase a person", kAdmin},
    {Right::audit, {}, false, "read entries in bulk", kAudits},
    {Right::operate, {}, true, "operate the service", kAdmin},
    {Right::tokens, {}, true, "see to tokens", kAdmin},
    {Right::sign_in_links, {}, true, "make sign-in links", kLetsIn},
    {Right::calendars, {}, true, "give out calendars", kGivesCalendars},
};

bool is_of(const events::EventType& type, std::optional<StreamKind> kind) {
    return !kind || std::ranges::find(type.streams, *kind) != type.streams.end();
}

// What a role may append to streams of a kind at all.
ByRole appends_to(std::optional<StreamKind> kind) {
    ByRole out = kNobody;
    for (const events::EventType& type : events::event_types()) {
        const TypeGrant* grant = type_grant(type.name);
        if (grant == nullptr || !is_of(type, kind)) continue;
        for (std::size_t role = 0; role < kRoles; ++role)
            out.at(role) = std::max(out.at(role), grant->appends.at(role));
    }
    return out;
}

std::vector<RightGrant> all_rights() {
    std::vector<RightGrant> out(std::begin(kRights), std::end(kRights));
    for (const auto& [kind, creates, appends] :
         {std::tuple{StreamKind::program, "create programs", "append to programs"},
          std::tuple{StreamKind::organization, "create organizations", "append to organizations"},
          std::tuple{StreamKind::holder, "create holders", "append to holders"},
          std::tuple{StreamKind::credential, "create credentials", "append to credentials"}}) {
        const TypeGrant* first = type_grant(events::first_type(kind));
        if (first == nullptr) throw std::logic_error("an event type is granted to nobody");
        out.push_back({Right::create, kind, true, creates, first->appends});
        out.push_back({Right::append, kind, true, appends, appends_to(kind)});
    }
    out.push_back({Right::append_any, {}, true, "append lines", appends_to({})});
    return out;
}

}  // namespace

std::span<const TypeGrant> type_grants() { return kTypes; }

const TypeGrant* type_grant(std::string_view type) {
    const auto* found = std::ranges::find(kTypes, type, &TypeGrant::type);
    return found == std::end(kTypes) ? nullptr : found;
}

std::span<const RightGrant> right_grants() {
    static const std::vector<RightGrant> grants = all_rights();
    return grants;
}

const RightGrant& right_grant(Right right, StreamKind kind) {
    for (const RightGrant& grant : right_grants())
        if (grant.right == right && (!grant.of || *grant.of == kind)) return grant;
    throw std::logic_error("a right is granted to nobody");
}

}  // namespace recert::service
