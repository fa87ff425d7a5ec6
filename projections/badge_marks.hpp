// What status lists say of the badges of a credential, and at which place each badge is looked up.
//
// A badge's place is the seq of the decision that granted its cycle, so no two badges share one
// from the start. Taken back for good (revoked, surrendered, the decision voided) is said for ever:
// when staff undo it, the cycles that stand again move to a new place, the seq of what undid it,
// and a badge that is fetched from then on names that. Set aside (suspended; retired, emeritus,
// inactive) is said as long as it lasts. A lapse is not said: a badge ends by its own date. Nor is
// a death. (Statuses: domain §6.)
#pragma once

#include <map>
#include <optional>

#include "projections/record.hpp"

namespace recert::projections {

struct BadgeMark {
    bool is_revoked = false;
    bool is_suspended = false;
};

struct BadgeMarks {
    std::map<Seq, Seq> places;          // by the decision, of those that stand
    std::map<Seq, BadgeMark> by_place;  // of all that ever were
    // The last event that bears on them; nullopt as long as cycles were granted and nothing else.
    std::optional<Seq> changed_at;
};

BadgeMarks badge_marks(const CredentialRecord& record);

}  // namespace recert::projections
