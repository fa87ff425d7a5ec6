#include "projections/standing.hpp"
#include "projections/words.hpp"

namespace recert::projections {
namespace {

using events::format_date;
using events::Json;

template <class T>
Json or_null(const std::optional<T>& value) {
    if (!value) return nullptr;
    return events::write(*value);
}

template <class T, class F>
Json list_of(const std::vector<T>& values, F one) {
    Json out = Json::array();
    for (const T& value : values) out.push_back(one(value));
    return out;
}

Json path_json(const PathState& path, const PathRules& rules) {
    Json steps = Json::array();
    if (rules.modules)
        steps.push_back({{"step", "modules"},
                         {"required", rules.modules->count},
                         {"done", path.modules_done},
                         {"met", path.modules_on.has_value()}});
    if (rules.practicum)
        steps.push_back(
            {{"step", "practicum"},
             {"practicum", or_null(path.practicum)},
             {"starts_on", path.dates ? Json(format_date(path.dates->starts_on)) : Json()},
             {"ends_on", path.dates ? Json(format_date(path.dates->ends_on)) : Json()},
             {"met", path.practicum_on.has_value()}});
    if (rules.exam)
        steps.push_back({{"step", "exam"},
                         {"opens_on", or_null(path.exam.opens_on)},
                         {"closes_on", or_null(path.exam.closes_on)},
                         {"attempts", path.attempts},
                         {"met", path.passed.has_value()}});
    return steps;
}

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

Json cycle_json(const CycleStanding& standing) {
    const Cycle& cycle = standing.cycle;
    const Rules& rules = cycle.rules->rules;
    const Counting& counting = standing.judgement.counting;
    Json activities = list_of(counting.claims, activity_json);
    for (const CountedClaim& claim : standing.outside) activities.push_back(activity_json(claim));
    Json out = {{"number", cycle.number},
                {"starts_on", format_date(cycle.starts_on)},
                {"ends_on", format_date(cycle.ends_on)},
                {"days_left", standing.days_left},
                {"requirements", list_of(standing.judgement.requirements,
                                         [&](const RequirementResult& result) {
                                             return requirement_json(result, rules);
                                         })},
                {"activities", std::move(activities)},
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

std::string state_of(const Fee& fee) {
    FeeAccount account{fee.assessed, fee.net, fee.waived, {}};
    if (fee.waived) return "waived";
    if (account.met() && (fee.assessed || !fee.net.empty())) return "paid";
    const auto paid = account.paid();
    return fee.refunded && (!paid || paid->amount == 0) ? "refunded" : "open";
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

}  // namespace

Json reason_json(const Reason& reason) {
    Json out = {{"code", reason.code}, {"detail", reason.detail}};
    if (!reason.clause.empty()) out["clause"] = reason.clause;
    if (reason.seq) out["seq"] = reason.seq->value;
    return out;
}

Json standing_json(const CredentialRecord& record, const Context& context, events::Date as_of) {
    const Standing standing = assess(record, context, as_of);
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    const PathRules& path = path_rules(record, *context.program).rules.path;
    return {{"program", registered.program.text},
            {"holder", registered.holder.text},
            {"organization", or_null(registered.organization)},
            {"rules_version", standing.rules->version},
            {"status", events::name_of(standing.status)},
            {"number", or_null(standing.number)},
            {"certified_on", or_null(standing.certified_on)},
            {"valid_until", or_null(standing.valid_until)},
            {"path", path_json(standing.path, path)},
            {"cycle", standing.cycle ? cycle_json(*standing.cycle) : Json()},
            {"cycles", list_of(standing.cycles, outcome_json)},
            {"fees", list_of(standing.fees, fee_json)},
            {"missing", missing_words(standing, as_of)},
            {"deadlines",
             list_of(standing.deadlines,
                     [](const Deadline& deadline) {
                         return Json{{"on", format_date(deadline.on)}, {"what", deadline.what}};
                     })},
            {"flags", list_of(standing.flags, reason_json)}};
}

}  // namespace recert::projections
