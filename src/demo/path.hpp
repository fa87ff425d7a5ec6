// From registration to the award.
//
// CPTM: modules over some weeks, the practicum that was chosen, the exam; with what comes between
// (a twist of fortunes.hpp). CPT: one event tells that the certification was earned.
#pragma once

#include <optional>
#include <string>

#include "demo/credential.hpp"

namespace recert::demo {

// On whose account somebody registers.
struct Enrolment {
    std::string order;     // of a team; empty: none
    std::string discount;  // empty: none
};

void register_for_cptm(Credential& c, const Enrolment& enrolment);
// With a day: certified then, long ago, and imported from another register now.
void register_for_cpt(Credential& c, std::optional<Date> certified_on);

// The steps.
void learn_modules(Credential& c);
void await_practicum(Credential& c);
void plan_change(Credential& c);
void plan_exam(Credential& c);

}  // namespace recert::demo
