// Continuing education: what is learnt in a term, when it is reported, and what becomes of a claim
// afterwards (amended, withdrawn, reviewed, taken back).
#pragma once

#include "demo/credential.hpp"

namespace recert::demo {

struct LearningPlan {
    std::int64_t term;
    int credit;  // in hundredths: at least as much
    Date from;   // completed from here …
    Date last;   // … to here
    // Reported by then, so that it counts in time; what is completed in the last third is reported
    // after it, when `late`.
    Date due;
    bool late = false;
};

void learn(Credential& c, const LearningPlan& plan);

}  // namespace recert::demo
