#include <algorithm>

#include "domain/case.hpp"

namespace recert::domain {
namespace {

struct ProgramCase {
    const projections::Program& program;
    const Command& command;
    const Now& now;
};

Status known_practicum(const ProgramCase& c, const events::PracticumId& id) {
    const auto dates = c.program.practicum(id, c.now.today);
    if (!dates || dates->cancelled)
        return fail(ErrorCode::unknown_practicum,
                    "the practicum " + id.text + (dates ? " is cancelled" : " was never scheduled"),
                    "/data/practicum");
    return {};
}

template <class E>
bool has_audit(const ProgramCase& c, const events::AuditId& audit) {
    const auto& facts = c.program.record().all<E>();
    return std::any_of(facts.begin(), facts.end(),
                       [&](const auto& fact) { return fact.data.audit == audit; });
}

Status allow(const ProgramCase& c, const events::ProgramPublished& event) {
    const auto rules = projections::parse_rules(event.rules, "/data/rules");
    if (!rules) return tl::unexpected<Error>(rules.error());
    if (rules->retroactive && c.command.occurred_on < event.effective_from)
        return fail(ErrorCode::schema,
                    "retroactive rules judge what has begun: they cannot begin themselves after " +
                        events::format_date(c.command.occurred_on) + ", when they are published",
                    "/data/effective_from");
    if (!c.program.versions().empty() && c.program.timezone() != event.timezone)
        return fail(
            ErrorCode::schema,
            "timezone cannot change after the first publication: it is " + c.program.timezone(),
            "/data/timezone");
    return {};
}

Status allow(const ProgramCase& c, const events::PracticumScheduled& event) {
    if (c.program.practicum(event.practicum, c.now.today))
        return fail(ErrorCode::already_exists,
                    "the practicum " + event.practicum.text +
                        " is scheduled already: move it with practicum.rescheduled",
                    "/data/practicum");
    return {};
}

Status allow(const ProgramCase& c, const events::PracticumRescheduled& event) {
    return known_practicum(c, event.practicum);
}

Status allow(const ProgramCase& c, const events::PracticumCancelled& event) {
    return known_practicum(c, event.practicum);
}

Status allow(const ProgramCase& c, const events::ProviderApproved& event) {
    if (event.until && *event.until < c.command.occurred_on)
        return fail(ErrorCode::schema, "until is before the approval", "/data/until");
    return {};
}

Status allow(const ProgramCase& c, const events::ProviderWithdrawn& event) {
    if (c.program.provider_approved(event.provider.text, c.command.occurred_on)) return {};
    return fail(ErrorCode::unknown_provider,
                "the provider " + event.provider.text + " is not approved", "/data/provider");
}

Status allow(const ProgramCase& c, const events::AuditAnnounced& event) {
    if (has_audit<events::AuditAnnounced>(c, event.audit))
        return fail(ErrorCode::already_exists,
                    "the audit " + event.audit.text + " is announced already", "/data/audit");
    if (c.now.next.value < static_cast<std::uint64_t>(event.at_seq))
        return fail(ErrorCode::schema, "at_seq is no entry of this ledger yet", "/data/at_seq");
    return {};
}

Status allow(const ProgramCase& c, const events::AuditDrawn& event) {
    if (!has_audit<events::AuditAnnounced>(c, event.audit))
        return fail(ErrorCode::unknown_audit, "no audit " + event.audit.text + " was announced",
                    "/data/audit");
    if (has_audit<events::AuditDrawn>(c, event.audit))
        return fail(ErrorCode::already_exists,
                    "the audit " + event.audit.text + " is drawn already", "/data/audit");
    return {};
}

Status allow(const ProgramCase& c, const events::OpenEntryVoided& event) {
    return allow_void(c.program.record().type_at({static_cast<std::uint64_t>(event.seq)}),
                      event.seq);
}

}  // namespace

Result<Proposals> decide(const projections::Program& program, const Command& command,
                         const Now& now) {
    const ProgramCase c{program, command, now};
    const auto& event = std::get<events::ProgramEvent>(command.event);
    RECERT_TRY(std::visit([&](const auto& e) { return allow(c, e); }, event));
    return Proposals{{command.event, command.occurred_at, command.occurred_on, command.occurred_on,
                      command.actor}};
}

}  // namespace recert::domain
