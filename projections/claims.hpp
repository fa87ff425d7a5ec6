// The continuing-education claims of a record as they now stand: logged, then amended, perhaps
// withdrawn, with what review said of them. Corrections act from the date of the claim, a review
// from its own (domain §8.1).
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "events/event.hpp"
#include "projections/record.hpp"
#include "projections/rules.hpp"

namespace recert::projections {

// What review said of a claim. An approval says nothing of what was amended after it.
struct ClaimReview {
    Seq seq;
    events::Date on;
    bool approved;
    std::optional<events::Credit> credit{};  // approved: no more than this
    std::string clause{};
};

struct Claim {
    Seq seq;
    events::Date on;           // completed
    events::Date reported_on;  // said
    bool withdrawn = false;
    std::shared_ptr<const events::CpeLogged> data;  // shared with the record, unless amended
    std::vector<ClaimReview> reviews{};             // by date, then seq
};

// In the order in which they count: by date of completion, then seq.
std::vector<Claim> claims_of(const CredentialRecord& record);

// `claim` with the fields that `amendment` changes; the amount and its split follow each other.
void amend(events::CpeLogged& claim, const events::CpeAmended& amendment);

// What is claimed, in the rules' unit: minutes converted, rounded to the step and nothing when less
// than the least there is; credit as given.
events::Credit claimed(const events::CpeLogged& claim, const Unit& unit);

// What of a claim is left, by category: its parts in turn, each as far as it reaches, or all of it.
template <class F>
void each_share(const events::CpeLogged& claim, events::Credit left, F use) {
    if (!claim.parts) return use(CategoryName{claim.category}, left);
    for (const events::CpePart& part : *claim.parts) {
        const events::Credit share = std::min(left, part.credit);
        left -= share;
        use(CategoryName{part.category}, share);
    }
}

}  // namespace recert::projections
