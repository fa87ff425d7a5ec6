#include <iterator>

#include "events/codec.hpp"
#include "projections/causes.hpp"
#include "service/agenda.hpp"
#include "service/roles.hpp"
#include "service/sealing.hpp"
#include "service/work.hpp"
#include "service/zones.hpp"
#include "views/people.hpp"
#include "views/register_index.hpp"

namespace recert::service {
namespace {

// How often a credential's number is drawn again because it is taken.
constexpr int kNumberTries = 16;

}  // namespace

using events::StreamKind;

Result<events::OccurredAt> Decider::Work::occurred_at(const Item& item) const {
    if (!item.occurred_at)
        return events::OccurredAt{recorded_at_, events::format_instant(recorded_at_)};
    const auto* day = std::get_if<events::Date>(&item.occurred_at->when);
    // When it was reported decides whether it counts.
    const Role role = command_.principal.role;
    const bool reports = role == Role::holder || role == Role::provider;
    if (reports && (day == nullptr || *day != today_))
        return fail(
            ErrorCode::forbidden,
            "what a " + std::string(role_name(role)) + " appends happened now: leave it out",
            "/occurred_at");
    const bool is_future = day != nullptr
                               ? *day > today_
                               : std::get<events::Instant>(item.occurred_at->when) > recorded_at_;
    if (is_future)
        return fail(ErrorCode::future_date, "occurred_at is in the future", "/occurred_at");
    return *item.occurred_at;
}

Result<domain::Proposals> Decider::Work::ask(const domain::Command& command,
                                             const domain::Now& now) const {
    switch (stream_.kind) {
        case StreamKind::program:
            return domain::decide(fold_->as<projections::Program>(), command, now);
        case StreamKind::organization:
            return domain::decide(fold_->as<projections::OrganizationRecord>(), command, now);
        case StreamKind::holder:
            return domain::decide(fold_->as<projections::HolderRecord>(), command, now);
        case StreamKind::credential:
            break;
    }
    return domain::decide(fold_->as<projections::CredentialRecord>(), context_, command, now);
}

// Numbers of credentials are random: one that is taken is drawn again.
Result<domain::Proposals> Decider::Work::propose(const Ask& ask) {
    const Seq next{decider_.next_.value + made_.entries.size()};
    for (int tries = 0; tries < kNumberTries; ++tries) {
        auto proposals = ask({today_, next, decider_.around_.randomness.number()});
        if (!proposals) return proposals;
        bool is_free = true;
        for (const domain::Proposal& proposal : *proposals) {
            const std::string* number = views::number_awarded(proposal.event);
            if (number == nullptr) continue;
            const auto taken =
                decider_.number_taken(views::number_key(decider_.register_.build(), *number));
            if (!taken) return tl::unexpected(taken.error());
            is_free = is_free && !*taken;
        }
        if (is_free) return proposals;
    }
    return fail(ErrorCode::storage, "no free credential number was found");
}

Status Decider::Work::decide(const Item& item) {
    auto occurred = occurred_at(item);
    if (!occurred) return at(item, occurred.error());
    const auto occurred_on = local_date(*occurred, zone_);
    if (!occurred_on) return tl::unexpected(occurred_on.error());
    const domain::Command command{item.event, *occurred, *occurred_on, command_.actor};
    auto proposals = propose([&](const domain::Now& now) { return ask(command, now); });
    if (!proposals) return at(item, proposals.error());
    const Seq cause{decider_.next_.value + made_.entries.size()};
    for (domain::Proposal& proposal : *proposals)
        if (auto accepted = accept(proposal, cause); !accepted) return at(item, accepted.error());
    return {};
}

Status Decider::Work::decide_again() {
    auto proposals = propose([&](const domain::Now& now) -> Result<domain::Proposals> {
        return domain::decide_again(fold_->as<projections::CredentialRecord>(), context_, now);
    });
    if (!proposals) return tl::unexpected(proposals.error());
    for (domain::Proposal& proposal : *proposals) RECERT_TRY(accept(proposal, command_.cause));
    return {};
}

// What is personal cannot be sealed any more, and is not taken in otherwise.
Status Decider::Work::check_not_erased(const events::Event& event) const {
    if (!context_.holder || !domain::is_erased(*context_.holder)) return {};
    Status outcome;
    events::Event looked_at = event;
    events::for_each_sealed(looked_at, [&](std::string_view field, const events::Sealed& sealed) {
        if (outcome && sealed.is_clear())
            outcome = fail(ErrorCode::holder_erased,
                           "the holder was erased: nothing personal is taken in any more",
                           "/data/" + std::string(field));
    });
    return outcome;
}

Status Decider::Work::seal(events::Event& event) {
    RECERT_TRY(check_not_erased(event));
    if (command_.dry_run) {
        mark_fields(event, holder_);
        return {};
    }
    return seal_fields(decider_.around_.vault, event, stream_, holder_);
}

Status Decider::Work::accept(domain::Proposal& proposal, std::optional<Seq> cause) {
    RECERT_TRY(seal(proposal.event));
    Randomness& randomness = decider_.around_.randomness;
    events::Envelope envelope;
    envelope.seq = {decider_.next_.value + made_.entries.size()};
    envelope.id = uuid_v7(recorded_at_, randomness);
    envelope.stream = stream_;
    envelope.version = version_.next();
    envelope.occurred_at = proposal.occurred_at;
    envelope.on = proposal.on;
    if (proposal.reported_on != proposal.on) envelope.reported_on = proposal.reported_on;
    envelope.recorded_at = recorded_at_;
    envelope.actor = proposal.actor;
    if (proposal.follows) envelope.cause = cause;
    if (command_.keyed && !proposal.follows) envelope.key = command_.keyed->key;
    envelope.salt = entry_salt(randomness);
    const events::Recorded recorded{std::move(envelope), std::move(proposal.event)};
    auto bytes = events::encode(recorded);
    if (!bytes) return tl::unexpected(bytes.error());
    fold_->apply(recorded);
    version_ = version_.next();
    made_.entries.push_back({stream_.text(), version_, std::move(*bytes)});
    if (const std::string* number = views::number_awarded(recorded.event))
        made_.numbers.emplace_back(views::number_key(decider_.register_.build(), *number),
                                   stream_.id);
    if (auto change = views::person_change(decider_.register_.build(), recorded))
        made_.views.push_back(std::move(*change));
    if (projections::may_change_decisions(recorded.event))
        made_.views.push_back(note_cause(recorded.envelope));
    return stream_.kind == StreamKind::credential ? update_register(recorded) : Status();
}

Result<std::string> Decider::Work::row_before() {
    if (made_.row) return *made_.row;
    if (const std::string* row = decider_.uncommitted_.row(stream_.id)) {
        made_.row = *row;
    } else if (!begins_) {
        auto last = decider_.register_.last_row(decider_.reader_, stream_.id);
        if (!last) return last;
        made_.row = std::move(*last);
    }
    return made_.row.value_or(std::string());
}

Status Decider::Work::update_register(const events::Recorded& recorded) {
    auto changed = views::changes_by(decider_.register_.build(), recorded,
                                     fold_->as<projections::CredentialRecord>(), context_,
                                     [this] { return row_before(); });
    if (!changed) return tl::unexpected(changed.error());
    std::move(changed->views.begin(), changed->views.end(), std::back_inserter(made_.views));
    if (changed->row) made_.row = std::move(*changed->row);
    return {};
}

}  // namespace recert::service
