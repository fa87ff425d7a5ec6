// What may become of somebody, and how often: dealt from decks, so that each cohort that is not
// tiny has some of everything.
#pragma once

#include <cstdint>

#include "demo/dice.hpp"

namespace recert::demo {

// On the way to a CPTM.
enum class Twist {
    none,
    drops_out,
    changes_in_time,
    changes_between,  // between 30 business days and 30 days before: free, and flagged
    changes_late,     // less than 30 days before: a fee
    changes_earlier,
    misses_a_part,
    learns_late,  // modules after the practicum
    fails_once,
    fails_for_good,
    never_sits,
    sits_later,     // the exam window is extended
    wrongly_passed  // a result entered for somebody else, and taken back
};

// How a cycle goes.
enum class Course {
    renews,
    renews_early,
    reports_late,
    pays_late,
    lacks_hours,
    never_pays,
    gives_up,
    extended,
    waived,
    renewed_wrongly  // on a payment that was another's
};

// What becomes of a credential besides, once in its life.
enum class Turn {
    none,
    suspended,
    suspended_for_good,
    revoked,
    revoked_and_back,
    surrendered,
    retired,
    retired_and_back,
    emeritus,
    inactive,
    inactive_and_back,
    dies,
    appeals
};

struct Fortunes {
    explicit Fortunes(std::uint64_t seed);
    Deck<Twist> twists;
    Deck<Course> cptm_courses;
    Deck<Course> cpt_courses;
    Deck<Turn> turns;
};

}  // namespace recert::demo
