#include "projections/claims.hpp"

#include <algorithm>

namespace recert::projections {
namespace {

template <class T>
void change(std::optional<T>& field, const std::optional<T>& to) {
    if (to) field = to;
}

}  // namespace

void amend(events::CpeLogged& claim, const events::CpeAmended& amendment) {
    change(claim.provider, amendment.provider);
    change(claim.format, amendment.format);
    change(claim.started_on, amendment.started_on);
    change(claim.evidence, amendment.evidence);
    if (amendment.completed_on) claim.completed_on = *amendment.completed_on;
    if (amendment.parts) {
        claim.parts = amendment.parts;
        claim.category.reset();
        claim.credit.reset();
        claim.minutes.reset();
        return;
    }
    if (!amendment.category && !amendment.credit && !amendment.minutes) return;
    if (claim.parts) {  // a split claim becomes a plain one
        events::Credit sum;
        for (const auto& part : *claim.parts) sum += part.credit;
        claim.credit = sum;
        claim.parts.reset();
    }
    change(claim.category, amendment.category);
    if (amendment.credit || amendment.minutes) {
        claim.credit = amendment.credit;
        claim.minutes = amendment.minutes;
    }
}

namespace {

// The claim a correction or review speaks of. An activity logged anew after a void inherits
// nothing from the voided claim.
template <class E>
Claim* claim_of(std::vector<Claim>& claims, const Fact<E>& fact) {
    const auto place = std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) {
        return claim.seq < fact.seq && claim.data->activity == fact.data.activity;
    });
    return place == claims.end() ? nullptr : &*place;
}

void add_reviews(std::vector<Claim>& claims, const CredentialRecord& record) {
    for (const auto& fact : record.all<events::CpeApproved>())
        if (Claim* claim = claim_of(claims, fact))
            claim->reviews.push_back({fact.seq, fact.on, true, fact.data.credit});
    for (const auto& fact : record.all<events::CpeDisallowed>())
        if (Claim* claim = claim_of(claims, fact))
            claim->reviews.push_back({fact.seq, fact.on, false, {}, fact.data.clause.value_or("")});
}

void amend_claims(std::vector<Claim>& claims, const CredentialRecord& record) {
    for (const auto& fact : record.all<events::CpeAmended>())
        if (Claim* claim = claim_of(claims, fact)) {
            auto amended = std::make_shared<events::CpeLogged>(*claim->data);
            amend(*amended, fact.data);
            claim->on = amended->completed_on;
            claim->data = std::move(amended);
            std::erase_if(claim->reviews, [&](const ClaimReview& review) {
                return review.approved && review.seq < fact.seq;
            });
        }
}

}  // namespace

std::vector<Claim> claims_of(const CredentialRecord& record) {
    const auto& logged = record.all<events::CpeLogged>().shared();
    std::vector<Claim> claims;
    claims.reserve(logged.size());
    for (const auto& fact : logged)
        claims.push_back({fact->seq, fact->on, fact->reported_on, false, {fact, &fact->data}});
    add_reviews(claims, record);
    amend_claims(claims, record);
    for (const auto& fact : record.all<events::CpeWithdrawn>())
        if (Claim* claim = claim_of(claims, fact)) claim->withdrawn = true;
    for (Claim& claim : claims)
        std::sort(claim.reviews.begin(), claim.reviews.end(),
                  [](const ClaimReview& a, const ClaimReview& b) {
                      return std::tie(a.on, a.seq) < std::tie(b.on, b.seq);
                  });
    std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
        return std::tie(a.on, a.seq) < std::tie(b.on, b.seq);
    });
    return claims;
}

events::Credit claimed(const events::CpeLogged& claim, const Unit& unit) {
    if (claim.parts) {
        events::Credit sum;
        for (const auto& part : *claim.parts) sum += part.credit;
        return sum;
    }
    if (claim.credit) return *claim.credit;
    if (!claim.minutes || !unit.minutes) return {};
    // floor(minutes / unit.minutes / step) × step, in hundredths; nearest: half a step first.
    const auto per_step = *unit.minutes * unit.step.hundredths;
    auto steps_numerator = claim.minutes->count * 100;
    if (unit.round == Rounding::nearest) steps_numerator += per_step / 2;
    const events::Credit made{steps_numerator / per_step * unit.step.hundredths};
    return unit.least && made < *unit.least ? events::Credit{} : made;
}

}  // namespace recert::projections
