#include <algorithm>

#include "projections/counting.hpp"
#include "projections/reports/report_tables.hpp"
#include "projections/requirements.hpp"

namespace recert::projections {
namespace {

using events::Credit;
using events::Date;

// What the program's stream tells of an audit.
struct Announced {
    std::string population;
    std::string method;
    std::optional<std::string> seed;
    std::optional<std::int64_t> drawn;
};

Announced announced(const ProgramRecord& program, const events::AuditId& audit) {
    Announced out;
    for (const auto& fact : program.all<events::AuditAnnounced>()) {
        if (fact.data.audit != audit) continue;
        out.population = fact.data.population + " at seq " + std::to_string(fact.data.at_seq);
        out.method = fact.data.size
                         ? "size " + std::to_string(*fact.data.size)
                         : "rate " + events::format_credit(fact.data.rate.value_or(Credit{}));
    }
    for (const auto& fact : program.all<events::AuditDrawn>()) {
        if (fact.data.audit != audit) continue;
        out.seed = fact.data.seed_checkpoint;
        out.drawn = static_cast<std::int64_t>(fact.data.selected.size());
    }
    return out;
}

// Of the cycle that is looked at.
struct Looked {
    std::int64_t claims = 0;
    Credit claimed;
    Credit disallowed;
};

Looked look_at(const Subject& subject, std::int64_t number) {
    const auto claims = claims_of(subject.record);
    const Matter matter{subject.record, subject.context, claims};
    const Cycles granted = granted_by(granted_cycles(matter), subject.question.as_of);
    Looked out;
    const auto cycle = std::ranges::find(granted, number, &Cycle::number);
    if (cycle == granted.end()) return out;
    for (const CountedClaim& claim :
         count(matter, granted, *cycle, subject.question.as_of).claims) {
        if (claim.claim->withdrawn) continue;
        ++out.claims;
        out.claimed += claim.claimed;
        const bool is_disallowed = std::ranges::any_of(claim.reasons, [](const Reason& reason) {
            return reason.code == "disallowed" || reason.code == "reduced-by-review";
        });
        if (is_disallowed) out.disallowed += claim.claimed - claim.eligible;
    }
    return out;
}

Status take(const Subject& subject, Lookup& lookup, Rows& rows) {
    const ReportQuestion& question = subject.question;
    for (const auto& fact : subject.record.all<events::AuditSelected>()) {
        const events::AuditId& audit = fact.data.audit;
        if (!question.covers(fact.on) || (question.audit && *question.audit != audit.text))
            continue;
        std::optional<Date> received;
        for (const auto& reply : subject.record.all<events::AuditResponded>())
            if (reply.data.audit == audit && reply.on <= question.as_of) received = reply.on;
        std::optional<Date> closed;
        std::optional<events::AuditResult> result;
        for (const auto& end : subject.record.all<events::AuditClosed>())
            if (end.data.audit == audit && end.on <= question.as_of) {
                closed = end.on;
                result = end.data.result;
            }
        const auto& registered = subject.registered();
        const auto person = lookup.person(registered.holder);
        if (!person) return tl::unexpected<Error>(person.error());
        const Announced told = announced(subject.context.program->record(), audit);
        const Looked looked = look_at(subject, fact.data.cycle);
        rows.push_back(row_of(audit, registered.program, told.seed, told.method, told.population,
                              told.drawn, subject.id, registered.holder, person->name,
                              fact.data.cycle, looked.claims, looked.claimed, fact.on,
                              fact.data.respond_by, received, closed, result, looked.disallowed));
    }
    return {};
}

}  // namespace

Report audit_sample_report() {
    using enum CellType;
    return {"audit-sample",
            "Samples of audits",
            "Whom audits drew, how, and what came of it. `from` and `to` are of the day on which "
            "evidence was asked for.",
            {{"audit", text, "id of the audit", Total::count},
             {"program", text, "id of the program"},
             {"seed", text, "the checkpoint that the sample was drawn by"},
             {"method", text, "how many, or which part, were to be drawn"},
             {"population", text, "of whom, and as known at which entry"},
             {"sample_size", integer, "how many were drawn"},
             {"credential", text, "id of the credential"},
             {"holder", text, "id of the person"},
             {"name", text, "of the person"},
             {"cycle", integer, "that is looked at"},
             {"claims", integer, "activities claimed in it", Total::sum},
             {"credits", number, "claimed in it", Total::sum},
             {"requested_on", date, "day of the selection"},
             {"due_on", date, "last day to answer"},
             {"received_on", date, "day of the answer"},
             {"closed_on", date, "day of the result"},
             {"result", text, "accepted or deficient", Total::count},
             {"disallowed", number, "credits that review took away", Total::sum}},
            {"program", "organization", "audit", "from", "to"},
            Readers::those_of_all,
            &each<take>};
}

}  // namespace recert::projections
