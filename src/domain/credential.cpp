#include "domain/case.hpp"
#include "domain/number.hpp"
#include "projections/decisions.hpp"

namespace recert::domain {
namespace {

using events::CredentialEvent;
using events::Date;
using projections::CredentialRecord;

// Facts of many cycles may arrive before the first of them is decided.
constexpr int kDecisionsMax = 64;

const events::Actor kService{"system"};

// The day an event takes effect (domain §8.1).
Date effective_date(const CredentialEvent& event, const Command& command,
                    const projections::Context& context) {
    if (const auto* logged = std::get_if<events::CpeLogged>(&event)) return logged->completed_on;
    if (const auto* awarded = std::get_if<events::CredentialAwarded>(&event)) {
        const auto* version = context.program->rules_judging(awarded->valid_from);
        const bool day_after = version->rules.cycle.first_day == projections::FirstDay::day_after;
        return awarded->valid_from - std::chrono::days{day_after ? 1 : 0};
    }
    if (const auto* renewed = std::get_if<events::CredentialRenewed>(&event))
        return renewed->satisfied_on;
    return command.occurred_on;
}

events::OccurredAt on_the_day(Date date) { return {date, events::format_date(date)}; }

// The record as it grows while one command is decided.
class Unfolding {
  public:
    Unfolding(const CredentialRecord& record, const Now& now) : after_(record), now_(now) {}

    const CredentialRecord& after() const { return after_; }
    Seq next() const { return {now_.next.value + proposals_.size()}; }

    void add(Proposal proposal) {
        events::Recorded recorded{};
        recorded.envelope.seq = next();
        recorded.envelope.version = after_.version().next();
        recorded.envelope.occurred_at = proposal.occurred_at;
        recorded.envelope.on = proposal.on;
        recorded.envelope.reported_on = proposal.reported_on;
        recorded.envelope.actor = proposal.actor;
        recorded.event = proposal.event;
        after_.apply(recorded);
        proposals_.push_back(std::move(proposal));
    }

    void add_decision(CredentialEvent event, Date on) {
        add({std::move(event), on_the_day(on), on, on, kService, true});
    }

    Proposals take() { return std::move(proposals_); }

  private:
    CredentialRecord after_;
    const Now& now_;
    Proposals proposals_;
};

// A class-change fee, where the rules ask for one.
void follow_change(Unfolding& unfolding, const Case& c, const events::PracticumChanged& event) {
    const Date day = c.command.occurred_on;
    if (auto fee = projections::change_fee(c.rules(), *c.context.program, event, day, c.now.next))
        unfolding.add_decision(std::move(*fee), day);
}

void follow_decisions(Unfolding& unfolding, const projections::Context& context, const Now& now) {
    for (int n = 0; n < kDecisionsMax; ++n) {
        auto due = projections::due_decision(unfolding.after(), context, now.today);
        if (!due) return;
        if (auto* award = std::get_if<events::CredentialAwarded>(&due->event))
            award->number = number_of(
                unfolding.after().all<events::CredentialRegistered>().front().data.program,
                now.random);
        unfolding.add_decision(std::move(due->event), due->on);
    }
}

// What the service fills into a decision that a person makes.
void complete(events::CredentialEvent& event, const Case& c) {
    if (auto* award = std::get_if<events::CredentialAwarded>(&event)) {
        award->number = number_of(c.record.all<events::CredentialRegistered>().front().data.program,
                                  c.now.random);
        award->basis = projections::basis_of_award(c.record, c.context, c.now.today);
    } else if (auto* renewal = std::get_if<events::CredentialRenewed>(&event)) {
        renewal->basis =
            projections::basis_of_renewal(c.record, c.context, renewal->cycle, c.now.today);
    }
}

}  // namespace

Result<Proposals> decide(const CredentialRecord& record, const projections::Context& context,
                         const Command& command, const Now& now) {
    const Case c{record, context, command, now};
    auto event = std::get<CredentialEvent>(command.event);
    RECERT_TRY(std::visit([&](const auto& e) { return allow(c, e); }, event));
    complete(event, c);
    const Date on = effective_date(event, command, context);
    Unfolding unfolding{record, now};
    unfolding.add({event, command.occurred_at, on, command.occurred_on, command.actor});
    if (const auto* change = std::get_if<events::PracticumChanged>(&event))
        follow_change(unfolding, c, *change);
    follow_decisions(unfolding, context, now);
    return unfolding.take();
}

Proposals decide_again(const CredentialRecord& record, const projections::Context& context,
                       const Now& now) {
    Unfolding unfolding{record, now};
    follow_decisions(unfolding, context, now);
    return unfolding.take();
}

}  // namespace recert::domain
