#include <algorithm>

#include "projections/reports/report_tables.hpp"

namespace recert::projections {
namespace {

using events::Credit;
using events::Date;

constexpr std::int64_t kSoonDays = 30;
constexpr std::int64_t kAheadDays = 180;

// What is eligible in a requirement's category, before caps.
Credit earned(const RequirementResult& result, const Counting& counting) {
    Credit sum;
    for (const CountedClaim& claim : counting.claims) {
        const Date on = claim.claim->on;
        if (result.year && (on < result.year->starts_on || result.year->ends_on < on)) continue;
        each_share(*claim.claim->data, claim.eligible, [&](CategoryName category, Credit share) {
            if (covers(*result.rule->sum, category)) sum += share;
        });
    }
    return sum;
}

std::string_view risk_of(const Standing& standing, Date as_of) {
    const bool is_missing =
        standing.goes_on &&
        std::ranges::any_of(standing.cycle->judgement.requirements,
                            [](const RequirementResult& result) { return !result.met; });
    if (!is_missing) return "none";
    if (standing.cycle->cycle.deadline < as_of) return "overdue";
    if (standing.cycle->days_left <= kSoonDays) return "high";
    return standing.cycle->days_left <= kAheadDays ? "medium" : "low";
}

std::optional<Date> due_on(const Standing& standing, events::FeeKind kind) {
    for (const Fee& fee : standing.fees)
        if (fee.kind == kind && fee.cycle == standing.cycle->cycle.number && fee.due_on)
            return fee.due_on;
    return std::nullopt;
}

std::optional<std::string> currency_of(const std::optional<events::Money>& due,
                                       const std::optional<events::Money>& paid) {
    if (due) return due->currency.code;
    if (paid) return paid->currency.code;
    return std::nullopt;
}

Row requirement_cells(const RequirementResult& result, const Standing& standing) {
    const Requirement& rule = *result.rule;
    const Cell none;
    Row row = row_of(rule.id,
                     rule.sum   ? "sum"
                     : rule.fee ? "fee"
                                : "attestation",
                     result.year ? cell_of(result.year->starts_on) : none);
    Row amounts = row_of(none, none, none, none, none);
    if (rule.sum) {
        const Credit remaining =
            result.counted < result.required ? result.required - result.counted : Credit{};
        amounts =
            row_of(standing.cycle->cycle.rules->rules.unit.name, result.required,
                   earned(result, standing.cycle->judgement.counting), result.counted, remaining);
    }
    Row fee = row_of(none, none, none, none);
    if (rule.fee) {
        const auto paid = result.account.paid();
        fee = row_of(result.account.due, paid, currency_of(result.account.due, paid),
                     due_on(standing, *rule.fee));
    }
    for (Row* part : {&amounts, &fee})
        std::move(part->begin(), part->end(), std::back_inserter(row));
    const Row end = row_of(result.met, result.waived || result.account.waived, rule.clause);
    row.insert(row.end(), end.begin(), end.end());
    return row;
}

Status take(const Subject& subject, Lookup& lookup, Rows& rows) {
    const Date as_of = subject.question.as_of;
    const Standing standing = assess(subject.record, subject.context, as_of);
    if (subject.question.status && *subject.question.status != standing.status) return {};
    const auto& registered = subject.registered();
    const auto person = lookup.person(registered.holder);
    if (!person) return tl::unexpected<Error>(person.error());
    const Cell none;
    const CycleStanding* cycle = standing.cycle ? &*standing.cycle : nullptr;
    const Row head = row_of(
        registered.holder, person->name, subject.id, standing.number, registered.program,
        registered.organization, standing.status, standing.certified_on, standing.valid_until,
        cycle ? cell_of(cycle->cycle.number) : none, cycle ? cell_of(cycle->cycle.starts_on) : none,
        cycle ? cell_of(cycle->cycle.deadline) : none, cycle ? cell_of(cycle->days_left) : none,
        cycle ? cell_of(risk_of(standing, as_of)) : none);
    const auto add = [&](const Row& cells) {
        rows.push_back(head);
        rows.back().insert(rows.back().end(), cells.begin(), cells.end());
    };
    if (!cycle) {
        rows.push_back(head);
        rows.back().resize(report_named("compliance")->columns.size());
        return {};
    }
    for (const RequirementResult& result : cycle->judgement.requirements)
        add(requirement_cells(result, standing));
    return {};
}

}  // namespace

Report compliance_report() {
    using enum CellType;
    return {"compliance",
            "Compliance with the requirements of the cycle",
            "A row for each requirement of the cycle that each credential is in; for a candidate "
            "one without any.",
            {{"holder", text, "id of the person"},
             {"name", text, "of the person"},
             {"credential", text, "id of the credential"},
             {"number", text, "of the certificate"},
             {"program", text, "id of the program"},
             {"organization", text, "id of the employer or sponsor"},
             {"status", text, "on the day asked about", Total::count},
             {"certified_on", date, "day of the award"},
             {"valid_until", date, "end of the last cycle granted"},
             {"cycle", integer, "number of the cycle"},
             {"cycle_starts_on", date, "its first day"},
             {"deadline", date, "its last day, extensions included"},
             {"days_left", integer, "until the deadline"},
             {"risk", text,
              "of lapsing: none (nothing is missing), low (more than 180 days left), medium (31 to "
              "180), high (30 or less), overdue",
              Total::count},
             {"requirement", text, "id of the requirement in the rules"},
             {"kind", text, "sum, fee or attestation", Total::count},
             {"year_starts_on", date, "of a yearly requirement: the year it is judged for"},
             {"unit", text, "of the four amounts that follow"},
             {"required", number, "what the rules ask for", Total::sum},
             {"earned", number, "what is eligible, before caps", Total::sum},
             {"counted", number, "what counts", Total::sum},
             {"remaining", number, "what is missing", Total::sum},
             {"due", money, "of a fee: what is owed, where that is stated", Total::sum},
             {"paid", money, "of a fee: payments less refunds", Total::sum},
             {"currency", text, "ISO 4217"},
             {"due_on", date, "of a fee: by when"},
             {"met", truth, "whether the requirement is met", Total::count},
             {"waived", truth, "whether staff waived it"},
             {"clause", text, "of the rules"}},
            {"program", "organization", "holder", "credential", "status"},
            Readers::those_of_some,
            &each<take>};
}

}  // namespace recert::projections
