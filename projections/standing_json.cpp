#include "projections/standing.hpp"
#include "projections/standing_parts.hpp"
#include "projections/words.hpp"

namespace recert::projections {
namespace {

using events::format_date;
using events::Json;

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

Json cycle_json(const CycleStanding& standing) {
    Json out = judgement_json(standing.cycle, standing.judgement);
    for (const CountedClaim& claim : standing.outside)
        out["activities"].push_back(activity_json(claim));
    out["days_left"] = standing.days_left;
    return out;
}

}  // namespace

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
