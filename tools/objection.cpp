#include "tools/objection.hpp"

#include <array>

#include "events/codec.hpp"
#include "projections/decisions.hpp"
#include "projections/path.hpp"
#include "projections/standing.hpp"

namespace recert::tools {
namespace {

using events::CredentialAwarded;
using events::CredentialEvent;
using events::CredentialRenewed;
using events::Date;
using events::FeeAssessed;
using events::Json;
using projections::Context;
using projections::CredentialRecord;

using Objection = std::optional<std::string>;

const CredentialEvent& event_of(const events::Recorded& recorded) {
    return std::get<CredentialEvent>(recorded.event);
}

bool is_by_service(const events::Recorded& recorded) {
    return recorded.envelope.actor.text == "system";
}

const std::optional<events::Basis>* basis_of(const events::Recorded& recorded) {
    if (const auto* awarded = std::get_if<CredentialAwarded>(&event_of(recorded)))
        return &awarded->basis;
    if (const auto* renewed = std::get_if<CredentialRenewed>(&event_of(recorded)))
        return &renewed->basis;
    return nullptr;
}

// The days it may have been in the program's zone, the likeliest first.
std::array<Date, 3> days_of(const events::Envelope& envelope) {
    const auto day = std::chrono::floor<std::chrono::days>(envelope.recorded_at);
    return {day, day - std::chrono::days{1}, day + std::chrono::days{1}};
}

// The first member that differs, but for what no rule gives.
Objection difference(Json is, Json due) {
    for (const char* given : {"number", "reason"}) {
        is.erase(given);
        due.erase(given);
    }
    for (const auto& [key, value] : due.items())
        if (!is.contains(key) || is[key] != value)
            return key + " is " + (is.contains(key) ? is[key].dump() : "absent") +
                   ", facts and rules known then give " + value.dump();
    for (const auto& [key, value] : is.items())
        if (!due.contains(key)) return key + " is " + value.dump() + ", and is not to be there";
    return std::nullopt;
}

Objection objection_on(Date today, const events::Recorded& decision, const CredentialRecord& before,
                       const Context& context) {
    const auto due = projections::supported_decision(before, context, today);
    const std::string what(events::type_of(decision.event));
    if (!due || due->event.index() != event_of(decision).index())
        return "no " + what + " is due by the facts and rules known then";
    if (due->is_for_person) return "retroactive rules alone support it, which is for a person";
    if (due->on != decision.envelope.on)
        return "it takes effect on " + events::format_date(decision.envelope.on) +
               ", facts and rules known then give " + events::format_date(due->on);
    return difference(events::write_event(decision.event), events::write_event(due->event));
}

// Of a person's decision only the basis is the service's.
Objection basis_objection_on(Date today, const events::Recorded& decision,
                             const CredentialRecord& before, const Context& context) {
    const auto* renewed = std::get_if<CredentialRenewed>(&event_of(decision));
    events::Event due = decision.event;
    auto& event = std::get<CredentialEvent>(due);
    if (renewed != nullptr)
        std::get<CredentialRenewed>(event).basis =
            projections::basis_of_renewal(before, context, renewed->cycle, today);
    else
        std::get<CredentialAwarded>(event).basis =
            projections::basis_of_award(before, context, today);
    return difference(events::write_event(decision.event), events::write_event(due));
}

// The fee of a changed practicum: that of the rules, for the change that caused it.
Objection fee_objection(const events::Recorded& decision, const CredentialRecord& before,
                        const Context& context) {
    const auto& changes = before.all<events::PracticumChanged>();
    const bool follows = decision.envelope.cause && !changes.empty() &&
                         changes.back().seq == *decision.envelope.cause;
    if (!follows) return "no change of the practicum is followed by a fee here";
    const auto& change = changes.back();
    const auto& rules = projections::path_rules(before, *context.program).rules;
    auto due = projections::change_fee(rules, *context.program, change.data, change.on, change.seq);
    if (!due) return "the change that it follows costs no fee";
    return difference(events::write_event(decision.event),
                      events::write_event(CredentialEvent{std::move(*due)}));
}

}  // namespace

bool is_decision(const events::Recorded& recorded) {
    if (recorded.envelope.stream.kind != events::StreamKind::credential) return false;
    return is_by_service(recorded) || basis_of(recorded) != nullptr;
}

bool is_of_other_engine(const events::Recorded& decision) {
    const auto* basis = basis_of(decision);
    return basis != nullptr && *basis && (*basis)->engine != projections::kEngine;
}

Objection objection_to(const events::Recorded& decision, const CredentialRecord& before,
                       const Context& context) {
    if (std::holds_alternative<FeeAssessed>(event_of(decision)))
        return fee_objection(decision, before, context);
    if (basis_of(decision) == nullptr)
        return "the service appends no " + std::string(events::type_of(decision.event));
    if (!is_by_service(decision) && before.all<CredentialAwarded>().empty() &&
        std::holds_alternative<CredentialRenewed>(event_of(decision)))
        return "nothing was awarded that could be renewed";
    Objection first;
    for (const Date today : days_of(decision.envelope)) {
        const Objection objection = is_by_service(decision)
                                        ? objection_on(today, decision, before, context)
                                        : basis_objection_on(today, decision, before, context);
        if (!objection) return std::nullopt;
        if (!first) first = objection;
    }
    return first;
}

}  // namespace recert::tools
