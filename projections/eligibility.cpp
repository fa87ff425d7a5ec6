// What of a claim is eligible at all, before any cap.
#include <algorithm>

#include "projections/counting.hpp"

namespace recert::projections {
namespace {

using events::Credit;
using events::Date;

std::optional<Reason> reported_too_late(const Claim& claim, const Cycle& cycle) {
    const Windows& windows = cycle.rules->rules.windows;
    if (!windows.report || claim.reported_on <= cycle.deadline + *windows.report)
        return std::nullopt;
    return Reason{"reported-too-late",
                  "reported on " + events::format_date(claim.reported_on) + ", after " +
                      events::format_date(cycle.deadline + *windows.report),
                  windows.clause.value_or("")};
}

// Null: review has not spoken by then.
const ClaimReview* last_review(const Claim& claim, Date as_of) {
    const ClaimReview* last = nullptr;
    for (const ClaimReview& review : claim.reviews)
        if (review.on <= as_of) last = &review;
    return last;
}

// An audit of the cycle holds its claims back until it is closed as accepted.
bool is_under_audit(const CredentialRecord& record, const Cycle& cycle, Date as_of) {
    const auto accepted = [&](const events::AuditId& audit) {
        const auto& closed = record.all<events::AuditClosed>();
        return std::any_of(closed.begin(), closed.end(), [&](const auto& fact) {
            return fact.data.audit == audit && fact.on <= as_of &&
                   fact.data.result == events::AuditResult::accepted;
        });
    };
    const auto& selected = record.all<events::AuditSelected>();
    return std::any_of(selected.begin(), selected.end(), [&](const auto& fact) {
        return fact.data.cycle == cycle.number && fact.on <= as_of && !accepted(fact.data.audit);
    });
}

bool waits_for_approval(const Matter& matter, const Cycle& cycle, Date as_of) {
    switch (cycle.rules->rules.review) {
        case Review::none:
            return false;
        case Review::all:
            return true;
        case Review::sampled:
            return is_under_audit(matter.record, cycle, as_of);
    }
    return false;
}

}  // namespace

Credit eligible(const Matter& matter, const Claim& claim, const Cycle& cycle, Date as_of,
                std::vector<Reason>& reasons) {
    const auto nothing = [&](Reason reason) {
        reasons.push_back(std::move(reason));
        return Credit{};
    };
    if (claim.withdrawn) return nothing({"withdrawn", "withdrawn by whoever claimed it"});
    if (auto late = reported_too_late(claim, cycle)) return nothing(std::move(*late));
    const Credit all = claimed(*claim.data, cycle.rules->rules.unit);
    const ClaimReview* review = last_review(claim, as_of);
    if (review == nullptr) {
        if (!waits_for_approval(matter, cycle, as_of)) return all;
        return nothing({"not-yet-approved", "counts once it is approved"});
    }
    if (!review->approved)
        return nothing({"disallowed", "disallowed on review", review->clause, review->seq});
    if (!review->credit || all <= *review->credit) return all;
    reasons.push_back({"reduced-by-review",
                       "review allowed " + events::format_credit(*review->credit) + " of " +
                           events::format_credit(all),
                       review->clause, review->seq});
    return *review->credit;
}

Credit earned_before(const Requirement& rule, const Matter& matter, const Cycles& cycles,
                     const Cycle& cycle, Date as_of) {
    Credit total;
    if (!rule.within) return total;
    const Date from = (cycle.ends_on + std::chrono::days{1}) + -1 * *rule.within;
    for (const Claim& claim : matter.claims) {
        if (claim.on < from || as_of < claim.on) continue;
        const Cycle* owner = cycle_of(cycles, claim.on, &Windows::earn);
        if (owner == nullptr || cycle.number <= owner->number) continue;
        if (rule.providers && !matter.provider_approved(claim)) continue;
        std::vector<Reason> unseen;
        each_share(*claim.data, eligible(matter, claim, *owner, as_of, unseen),
                   [&](CategoryName category, Credit share) {
                       if (covers(*rule.sum, category)) total += share;
                   });
    }
    return total;
}

}  // namespace recert::projections
