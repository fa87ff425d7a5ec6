#include "projections/transcript.hpp"

#include <algorithm>

#include "projections/certification.hpp"
#include "projections/standing_parts.hpp"

namespace recert::projections {
namespace {

using events::Date;
using events::format_date;
using events::Json;

Json program_of(const Context& context, const events::CredentialRegistered& registered,
                Date as_of) {
    const events::ProgramPublished& told = publication_on(*context.program, as_of);
    return {{"id", registered.program.text},
            {"name", told.name},
            {"issuer", told.issuer},
            {"url", told.url}};
}

Json whole_activity(const CountedClaim& claim) {
    const events::CpeLogged& data = *claim.claim->data;
    Json out = activity_json(claim);
    out["provider"] = or_null(data.provider);
    out["format"] = or_null(data.format);
    out["started_on"] = or_null(data.started_on);
    out["minutes"] = or_null(data.minutes);
    if (data.parts)
        out["parts"] = list_of(*data.parts, [](const events::CpePart& part) {
            return Json{{"category", part.category}, {"credit", events::write(part.credit)}};
        });
    out["evidence"] = Json::array();
    if (data.evidence)
        for (const auto& file : *data.evidence) out["evidence"].push_back(file.text);
    return out;
}

Json whole_cycle(const Matter& matter, const Cycles& granted, const CycleOutcome& told,
                 Date as_of) {
    const CycleJudgement judgement = judge_cycle(matter, granted, told.cycle, as_of);
    Json out = judgement_json(told.cycle, judgement);
    out["activities"] = list_of(judgement.counting.claims, whole_activity);
    out["outcome"] = told.outcome;
    out["rules_version"] = told.cycle.rules->version;
    out["unit"] = told.cycle.rules->rules.unit.name;
    return out;
}

template <class E>
void add_entries(Json& to, const Fee& fee, const CredentialRecord& record) {
    for (const auto& fact : record.all<E>()) {
        if (std::ranges::find(fee.facts, fact.seq) == fee.facts.end()) continue;
        Json entry = {{"seq", fact.seq.value}, {"type", E::kType}, {"on", format_date(fact.on)}};
        if constexpr (requires { *fact.data.money; }) {
            if (fact.data.money) entry["money"] = events::write(*fact.data.money);
        } else if constexpr (requires { fact.data.money; }) {
            entry["money"] = events::write(fact.data.money);
        }
        if constexpr (requires { fact.data.method; })
            if (fact.data.method) entry["method"] = *fact.data.method;
        to.push_back(std::move(entry));
    }
}

bool is_before(const Json& a, const Json& b) {
    return a["seq"].get<std::uint64_t>() < b["seq"].get<std::uint64_t>();
}

Json whole_fee(const Fee& fee, const CredentialRecord& record) {
    Json out = fee_json(fee);
    Json& entries = out["entries"] = Json::array();
    add_entries<events::FeeAssessed>(entries, fee, record);
    add_entries<events::FeePaid>(entries, fee, record);
    add_entries<events::FeeRefunded>(entries, fee, record);
    add_entries<events::FeeWaived>(entries, fee, record);
    std::sort(entries.begin(), entries.end(), is_before);
    return out;
}

struct Decisions {
    const CredentialRecord& record;
    Date as_of;
    std::optional<std::int64_t> cycle;
    Json found = Json::array();

    template <class... E>
    void add() {
        (add_all<E>(), ...);
    }

  private:
    template <class E>
    void add_all() {
        for (const auto& fact : record.all<E>())
            if (fact.on <= as_of) add(fact);
    }

    template <class E>
    void add(const Fact<E>& fact) {
        const E& data = fact.data;
        Json out = {{"seq", fact.seq.value},
                    {"type", E::kType},
                    {"on", format_date(fact.on)},
                    {"by_service", fact.by_service}};
        if constexpr (requires { data.cycle; }) out["cycle"] = data.cycle;
        if constexpr (requires { data.valid_from; }) {
            out["valid_from"] = format_date(data.valid_from);
            out["valid_until"] = format_date(data.valid_until);
        } else if constexpr (requires { *data.valid_until; }) {
            if (data.valid_until) out["valid_until"] = format_date(*data.valid_until);
        } else if constexpr (requires { data.until; }) {
            out["valid_until"] = format_date(data.until);
        }
        if constexpr (requires { data.satisfied_on; })
            out["satisfied_on"] = format_date(data.satisfied_on);
        if constexpr (requires { data.basis; })
            if (data.basis) out["rules_version"] = data.basis->rules_version;
        if (cycle && out.value("cycle", Json()) != *cycle) return;
        found.push_back(std::move(out));
    }
};

Json decisions_of(const CredentialRecord& record, Date as_of, std::optional<std::int64_t> cycle) {
    Decisions decisions{record, as_of, cycle};
    decisions
        .add<events::CredentialAwarded, events::CredentialRenewed, events::ExtensionGranted,
             events::RequirementWaived, events::CredentialSuspended, events::CredentialReinstated,
             events::CredentialRevoked, events::CredentialSurrendered, events::CredentialEnded,
             events::CredentialRetired, events::CredentialResumed>();
    std::sort(decisions.found.begin(), decisions.found.end(), is_before);
    return std::move(decisions.found);
}

}  // namespace

Result<Json> transcript_json(const CredentialRecord& record, const Context& context, Date as_of,
                             std::optional<std::int64_t> cycle) {
    const Standing standing = assess(record, context, as_of);
    const auto& registered = record.all<events::CredentialRegistered>().front().data;
    const Matter matter{record, context, *standing.claims};
    Cycles granted;
    for (const CycleOutcome& each : standing.cycles) granted.push_back(each.cycle);
    Json cycles = Json::array();
    for (const CycleOutcome& each : standing.cycles)
        if (!cycle || each.cycle.number == *cycle)
            cycles.push_back(whole_cycle(matter, granted, each, as_of));
    if (cycle && cycles.empty())
        return fail(ErrorCode::not_found, "there is no cycle " + std::to_string(*cycle) + " yet");
    Json outside = Json::array();
    if (!cycle)
        outside = list_of(count_outside(matter, granted, standing.rules->rules.unit, as_of),
                          whole_activity);
    Json fees = Json::array();
    for (const Fee& fee : standing.fees)
        if (!cycle || fee.cycle == *cycle) fees.push_back(whole_fee(fee, record));
    return Json{{"program", program_of(context, registered, as_of)},
                {"holder", {{"id", registered.holder.text}}},
                {"organization", or_null(registered.organization)},
                {"status", events::name_of(standing.status)},
                {"number", or_null(standing.number)},
                {"certified_on", or_null(standing.certified_on)},
                {"valid_until", or_null(standing.valid_until)},
                {"cycles", std::move(cycles)},
                {"outside", std::move(outside)},
                {"fees", std::move(fees)},
                {"decisions", decisions_of(record, as_of, cycle)}};
}

}  // namespace recert::projections
