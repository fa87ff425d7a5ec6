#include "projections/standing_parts.hpp"

namespace recert::projections {
namespace {

using events::format_date;
using events::Json;

Json requirement_json(const RequirementResult& result, const Rules& rules) {
    Json out = {{"id", result.rule->id}, {"met", result.met}};
    if (result.rule->clause) out["clause"] = *result.rule->clause;
    if (result.waived) out["waived"] = true;
    if (result.year)
        out["year"] = {{"starts_on", format_date(result.year->starts_on)},
                       {"ends_on", format_date(result.year->ends_on)}};
    if (result.rule->sum) {
        const auto remaining =
            result.counted < result.required ? result.required - result.counted : events::Credit{};
        out["unit"] = rules.unit.name;
        out["required"] = events::write(result.required);
        out["counted"] = events::write(result.counted);
        out["remaining"] = events::write(remaining);
    } else if (result.rule->fee) {
        if (result.account.due) out["required"] = events::write(*result.account.due);
        out["paid"] = or_null(result.account.paid());
        if (result.account.waived) out["waived"] = true;
    } else {
        out["attestation"] = *result.rule->attestation;
    }
    return out;
}

std::string state_of(const Fee& fee) {
    FeeAccount account{fee.assessed, fee.net, fee.waived, {}};
    if (fee.waived) return "waived";
    if (account.met() && (fee.assessed || !fee.net.empty())) return "paid";
    const auto paid = account.paid();
    return fee.refunded && (!paid || paid->amount == 0) ? "refunded" : "open";
}

}  // namespace

Json reason_json(const Reason& reason) {
    Json out = {{"code", reason.code}, {"detail", reason.detail}};
    if (!reason.clause.empty()) out["clause"] = reason.clause;
    if (reason.seq) out["seq"] = reason.seq->value;
    return out;
}

Json activity_json(const CountedClaim& claim) {
    return {{"activity", claim.claim->data->activity.text},
            {"seq", claim.claim->seq.value},
            {"completed_on", format_date(claim.claim->on)},
            {"category", or_null(claim.claim->data->category)},
            {"claimed", events::write(claim.claimed)},
            {"eligible", events::write(claim.eligible)},
            {"counted", events::write(claim.counted)},
            {"reasons", list_of(claim.reasons, reason_json)}};
}

Json judgement_json(const Cycle& cycle, const CycleJudgement& judgement) {
    const Rules& rules = cycle.rules->rules;
    const Counting& counting = judgement.counting;
    Json out = {{"number", cycle.number},
                {"starts_on", format_date(cycle.starts_on)},
                {"ends_on", format_date(cycle.ends_on)},
                {"requirements", list_of(judgement.requirements,
                                         [&](const RequirementResult& result) {
                                             return requirement_json(result, rules);
                                         })},
                {"activities", list_of(counting.claims, activity_json)},
                {"carried_in", events::write(counting.carried_in)},
                {"would_carry", events::write(counting.would_carry())},
                {"would_lose", events::write(counting.would_lose())}};
    if (cycle.ends_on < cycle.deadline) out["extended_until"] = format_date(cycle.deadline);
    return out;
}

Json outcome_json(const CycleOutcome& outcome) {
    return {{"number", outcome.cycle.number},
            {"starts_on", format_date(outcome.cycle.starts_on)},
            {"ends_on", format_date(outcome.cycle.ends_on)},
            {"outcome", outcome.outcome}};
}

Json fee_json(const Fee& fee) {
    const FeeAccount account{fee.assessed, fee.net, fee.waived, {}};
    return {{"fee", or_null(fee.fee)},
            {"kind", events::name_of(fee.kind)},
            {"cycle", fee.cycle ? Json(*fee.cycle) : Json()},
            {"assessed", or_null(fee.assessed)},
            {"paid", or_null(account.paid())},
            {"due_on", or_null(fee.due_on)},
            {"state", state_of(fee)}};
}

}  // namespace recert::projections
