// Whether the credential's status allows what staff decide about it, and its holder says of audits
// and appeals (domain §4, §8.17, §8.18).
#include <algorithm>

#include "domain/case.hpp"
#include "projections/status.hpp"

namespace recert::domain {
namespace {

using events::Date;
using projections::CredentialStatus;
using projections::Cycle;
using enum CredentialStatus;

CredentialStatus status_then(const Case& c) {
    return projections::assess(c.record, c.context, c.command.occurred_on).status;
}

template <class... Statuses>
bool is_one_of(CredentialStatus status, Statuses... statuses) {
    return ((status == statuses) || ...);
}

Status refuse_in(CredentialStatus status) {
    return fail(ErrorCode::status_order, "the credential is " + events::name_of(status), "/type");
}

// The cycle that an extension of that day would extend: the last that began by then.
Result<Cycle> cycle_then(const Case& c) {
    const auto cycles = projections::decided_cycles(c.record, *c.context.program);
    const Cycle* last = nullptr;
    for (const Cycle& cycle : cycles)
        if (cycle.starts_on <= c.command.occurred_on) last = &cycle;
    if (last == nullptr)
        return fail(ErrorCode::not_awarded, "the credential is not awarded yet", "/type");
    return *last;
}

Status after(Date until, Date deadline, const char* pointer) {
    if (deadline < until) return {};
    return fail(ErrorCode::schema,
                std::string{pointer}.substr(std::string{pointer}.rfind('/') + 1) +
                    " is not after " + events::format_date(deadline) +
                    ", when the cycle ends anyway",
                pointer);
}

template <class E>
bool any_of_audit(const Case& c, const events::AuditId& audit) {
    const auto& facts = c.record.all<E>();
    return std::any_of(facts.begin(), facts.end(),
                       [&](const auto& fact) { return fact.data.audit == audit; });
}

Status open_audit(const Case& c, const events::AuditId& audit) {
    if (!any_of_audit<events::AuditSelected>(c, audit))
        return fail(ErrorCode::unknown_audit,
                    "the credential was not selected for the audit " + audit.text, "/data/audit");
    if (any_of_audit<events::AuditClosed>(c, audit))
        return fail(ErrorCode::status_order, "the audit " + audit.text + " is closed",
                    "/data/audit");
    return {};
}

}  // namespace

Status allow(const Case& c, const events::ExtensionGranted& event) {
    const auto cycle = cycle_then(c);
    if (!cycle) return tl::unexpected<Error>(cycle.error());
    return after(event.until, cycle->deadline, "/data/until");
}

Status allow(const Case& c, const events::RequirementWaived& event) {
    RECERT_TRY(known_cycle(c, event.cycle));
    const auto cycles = projections::decided_cycles(c.record, *c.context.program);
    for (const Cycle& cycle : cycles)
        if (cycle.number == event.cycle)
            for (const auto& requirement : cycle.rules->rules.requirements)
                if (requirement.id == event.requirement.text) return {};
    return fail(ErrorCode::unknown_requirement,
                "the rules of the cycle have no requirement " + event.requirement.text,
                "/data/requirement");
}

Status allow(const Case& c, const events::CredentialSuspended&) {
    const auto status = status_then(c);
    if (is_one_of(status, suspended, revoked, surrendered, deceased)) return refuse_in(status);
    return {};
}

Status allow(const Case& c, const events::CredentialReinstated& event) {
    const auto status = status_then(c);
    if (!is_one_of(status, suspended, revoked, surrendered, grace, lapsed))
        return refuse_in(status);
    const auto cycle = cycle_then(c);
    if (!cycle) return {};  // a candidate: nothing runs out
    const auto last_day = projections::last_day_before_final_stage(*cycle);
    const bool is_final = last_day && *last_day < c.command.occurred_on;
    if (!event.valid_until && is_final)
        return fail(ErrorCode::schema,
                    "valid_until is missing: the cycle ended on " +
                        events::format_date(cycle->ends_on) + " and a new one begins",
                    "/data/valid_until");
    if (!event.valid_until) return {};
    return after(*event.valid_until, is_final ? c.command.occurred_on : cycle->deadline,
                 "/data/valid_until");
}

Status allow(const Case& c, const events::CredentialRevoked&) {
    const auto status = status_then(c);
    if (is_one_of(status, revoked, deceased)) return refuse_in(status);
    return {};
}

Status allow(const Case& c, const events::CredentialSurrendered&) {
    const auto status = status_then(c);
    if (is_one_of(status, revoked, surrendered, deceased)) return refuse_in(status);
    return {};
}

Status allow(const Case& c, const events::CredentialEnded&) {
    const auto status = status_then(c);
    if (status == deceased) return refuse_in(status);
    return {};
}

Status allow(const Case& c, const events::CredentialRetired&) {
    const auto status = status_then(c);
    if (is_one_of(status, revoked, surrendered, deceased)) return refuse_in(status);
    if (is_one_of(status, candidate, expired_candidate))
        return fail(ErrorCode::not_awarded, "the credential is not awarded yet", "/type");
    return {};
}

Status allow(const Case& c, const events::CredentialResumed&) {
    const auto status = status_then(c);
    if (!is_one_of(status, retired, emeritus, inactive, surrendered, revoked))
        return refuse_in(status);
    return {};
}

Status allow(const Case& c, const events::AuditSelected& event) {
    if (any_of_audit<events::AuditSelected>(c, event.audit))
        return fail(ErrorCode::already_exists,
                    "the credential is selected for the audit " + event.audit.text + " already",
                    "/data/audit");
    return known_cycle(c, event.cycle);
}

Status allow(const Case& c, const events::AuditResponded& event) {
    return open_audit(c, event.audit);
}

Status allow(const Case& c, const events::AuditClosed& event) { return open_audit(c, event.audit); }

Status allow(const Case&, const events::AppealFiled&) { return {}; }

Status allow(const Case& c, const events::AppealDecided& event) {
    const auto& filed = c.record.all<events::AppealFiled>();
    if (std::any_of(filed.begin(), filed.end(),
                    [&](const auto& fact) { return fact.data.subject == event.subject; }))
        return {};
    return fail(ErrorCode::unknown_appeal, "no appeal on this subject was filed", "/data/subject");
}

Status allow(const Case&, const events::NoticeSent&) { return {}; }

}  // namespace recert::domain
