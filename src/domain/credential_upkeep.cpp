// Whether the rules allow what keeps a credential: claims, fees, staff's decisions, corrections.
#include <algorithm>

#include "domain/case.hpp"
#include "events/codec.hpp"
#include "projections/cycles.hpp"

namespace recert::domain {
namespace {

using projections::Claim;

// The rules by which a claim of that day is written: those in force then, or else the path's.
const projections::Rules& rules_on(const Case& c, events::Date day) {
    const auto* version = c.context.program->rules_judging(day);
    return version == nullptr ? c.rules() : version->rules;
}

Status leaf(const projections::Rules& rules, const std::string& category,
            const std::string& pointer) {
    switch (projections::category_kind(rules, category)) {
        case projections::CategoryKind::leaf:
            return {};
        case projections::CategoryKind::branch:
            return fail(ErrorCode::unknown_category,
                        "the category \"" + category + "\" is divided: name one of its parts",
                        pointer);
        case projections::CategoryKind::unknown:
            break;
    }
    return fail(ErrorCode::unknown_category, "the program has no category \"" + category + "\"",
                pointer);
}

Status within_rules(const projections::Rules& rules, const events::CpeLogged& claim) {
    if (claim.category) RECERT_TRY(leaf(rules, *claim.category, "/data/category"));
    if (claim.parts)
        for (std::size_t n = 0; n < claim.parts->size(); ++n)
            RECERT_TRY(leaf(rules, (*claim.parts)[n].category,
                            "/data/parts/" + std::to_string(n) + "/category"));
    if (claim.minutes && !rules.unit.minutes)
        return fail(ErrorCode::unit_has_no_minutes,
                    "a " + rules.unit.name + " of this program is not counted in minutes",
                    "/data/minutes", rules.unit.clause.value_or(""));
    return {};
}

Status not_after(events::Date completed_on, events::Date day) {
    if (day < completed_on)
        return fail(ErrorCode::future_date,
                    "completed_on is after it was reported: what is still to come is cpe.planned",
                    "/data/completed_on");
    return {};
}

std::optional<Claim> claim_of(const Case& c, const events::ActivityId& activity) {
    const auto claims = projections::claims_of(c.record);
    const auto place = std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) {
        return claim.data->activity == activity;
    });
    if (place == claims.end()) return std::nullopt;
    return *place;
}

Result<Claim> standing_claim(const Case& c, const events::ActivityId& activity) {
    auto claim = claim_of(c, activity);
    if (!claim || claim->withdrawn)
        return fail(
            ErrorCode::unknown_activity,
            "the credential has no activity " + activity.text + (claim ? ": it was withdrawn" : ""),
            "/data/activity");
    return std::move(*claim);
}

Status not_logged(const Case& c, const events::ActivityId& activity) {
    const auto& logged = c.record.all<events::CpeLogged>();
    if (std::any_of(logged.begin(), logged.end(),
                    [&](const auto& fact) { return fact.data.activity == activity; }))
        return fail(ErrorCode::activity_exists,
                    "the activity " + activity.text +
                        " is logged already: change it with "
                        "cpe.amended",
                    "/data/activity");
    return {};
}

// A fee named in a payment must have been assessed, and be of that kind.
template <class E>
Status known_fee(const Case& c, const E& event) {
    if (!event.fee) return {};
    for (const auto& fact : c.record.all<events::FeeAssessed>())
        if (fact.data.fee == *event.fee) {
            if (fact.data.kind == event.kind) return {};
            return fail(ErrorCode::schema, "kind is not that of the fee", "/data/kind");
        }
    return fail(ErrorCode::unknown_fee, "no fee " + event.fee->text + " was assessed", "/data/fee");
}

template <class E>
Status reasoned(const Case& c, const E& event) {
    if (c.command.actor.text != "system" && !event.reason)
        return fail(ErrorCode::schema, "reason is missing: a decision made by a person says why",
                    "/data/reason");
    return {};
}

Status granted_under_rules(const Case& c, events::Date valid_from) {
    if (c.now.today < valid_from && c.command.actor.text != "system")
        return fail(ErrorCode::future_date, "valid_from is in the future", "/data/valid_from");
    if (c.context.program->rules_on(valid_from) == nullptr)
        return fail(ErrorCode::no_rules, "the program has no rules yet on that day",
                    "/data/valid_from");
    return {};
}

}  // namespace

Status known_cycle(const Case& c, std::optional<std::int64_t> cycle) {
    if (!cycle) return {};
    const auto cycles = projections::decided_cycles(c.record, *c.context.program);
    const auto is_it = [&](const projections::Cycle& one) { return one.number == *cycle; };
    if (std::any_of(cycles.begin(), cycles.end(), is_it)) return {};
    return fail(ErrorCode::schema, "cycle is none that the credential was granted", "/data/cycle");
}

Status allow(const Case& c, const events::CpePlanned& event) {
    RECERT_TRY(not_logged(c, event.activity));
    if (!event.category) return {};
    return leaf(rules_on(c, event.planned_for), *event.category, "/data/category");
}

Status allow(const Case& c, const events::CpeLogged& event) {
    RECERT_TRY(not_after(event.completed_on, c.command.occurred_on));
    RECERT_TRY(not_logged(c, event.activity));
    return within_rules(rules_on(c, event.completed_on), event);
}

Status allow(const Case& c, const events::CpeAmended& event) {
    auto claim = standing_claim(c, event.activity);
    if (!claim) return tl::unexpected<Error>(std::move(claim.error()));
    auto amended = *claim->data;
    projections::amend(amended, event);
    RECERT_TRY(not_after(amended.completed_on, c.command.occurred_on));
    if (amended.started_on && amended.completed_on < *amended.started_on)
        return fail(ErrorCode::schema, "completed_on is before started_on", "/data/completed_on");
    return within_rules(rules_on(c, amended.completed_on), amended);
}

Status allow(const Case& c, const events::CpeWithdrawn& event) {
    return standing_claim(c, event.activity).map([](const Claim&) {});
}

Status allow(const Case& c, const events::CpeApproved& event) {
    return standing_claim(c, event.activity).map([](const Claim&) {});
}

Status allow(const Case& c, const events::CpeDisallowed& event) {
    return standing_claim(c, event.activity).map([](const Claim&) {});
}

Status allow(const Case& c, const events::AttestationSigned& event) {
    return known_cycle(c, event.cycle);
}

Status allow(const Case& c, const events::CarryoverDeclined& event) {
    return known_cycle(c, event.cycle);
}

Status allow(const Case& c, const events::CredentialAwarded& event) {
    RECERT_TRY(reasoned(c, event));
    if (!c.record.all<events::CredentialAwarded>().empty())
        return fail(ErrorCode::already_awarded, "the credential is awarded already", "/type");
    if (event.cycle != 1)
        return fail(ErrorCode::schema, "cycle must be 1: an award opens the first", "/data/cycle");
    return granted_under_rules(c, event.valid_from);
}

Status allow(const Case& c, const events::CredentialRenewed& event) {
    RECERT_TRY(reasoned(c, event));
    const auto cycles = projections::decided_cycles(c.record, *c.context.program);
    if (cycles.empty())
        return fail(ErrorCode::not_awarded, "the credential is not awarded yet", "/type");
    if (event.cycle != cycles.back().number + 1)
        return fail(ErrorCode::schema,
                    "cycle must be " + std::to_string(cycles.back().number + 1) + ", the next one",
                    "/data/cycle");
    if (event.valid_from <= cycles.back().ends_on)
        return fail(ErrorCode::schema,
                    "valid_from is within cycle " + std::to_string(cycles.back().number),
                    "/data/valid_from");
    if (c.now.today < event.satisfied_on)
        return fail(ErrorCode::future_date, "satisfied_on is in the future", "/data/satisfied_on");
    if (c.context.program->rules_on(event.valid_from) == nullptr)
        return fail(ErrorCode::no_rules, "the program has no rules yet on that day",
                    "/data/valid_from");
    return {};
}

Status allow(const Case& c, const events::FeeAssessed& event) {
    for (const auto& fact : c.record.all<events::FeeAssessed>())
        if (fact.data.fee == event.fee && fact.data.kind != event.kind)
            return fail(ErrorCode::schema, "kind is not that of the fee assessed before",
                        "/data/kind");
    return {};
}

Status allow(const Case& c, const events::FeePaid& event) { return known_fee(c, event); }
Status allow(const Case& c, const events::FeeRefunded& event) { return known_fee(c, event); }
Status allow(const Case& c, const events::FeeWaived& event) { return known_fee(c, event); }

Status allow(const Case& c, const events::EntryVoided& event) {
    return allow_void(c.record.type_at({static_cast<std::uint64_t>(event.seq)}), event.seq);
}

Status allow_void(const std::optional<std::string_view>& type, std::int64_t seq) {
    const auto refuse = [&](const std::string& why) {
        return fail(ErrorCode::not_voidable, "the entry " + std::to_string(seq) + " " + why,
                    "/data/seq");
    };
    if (seq < 0 || !type) return refuse("is none of this stream's, or is voided already");
    if (*type == events::EntryVoided::kType) return refuse("is a void itself");
    if (events::is_first_type(*type)) return refuse("is what its stream begins with or its rules");
    return {};
}

}  // namespace recert::domain
