// How far a credential is on its path to the award: modules, practicum, exam (domain §8.2, §8.6).
#pragma once

#include <optional>
#include <vector>

#include "projections/program.hpp"
#include "projections/record.hpp"

namespace recert::projections {

struct ExamWindow {
    std::optional<events::Date> opens_on;   // absent: no window
    std::optional<events::Date> closes_on;  // its last day
};

struct PathState {
    std::int64_t modules_done = 0;
    std::optional<events::Date> modules_on;        // the day on which the last one was done
    std::optional<events::PracticumId> practicum;  // the one selected
    std::optional<PracticumDates> dates;
    std::optional<events::Date> practicum_on;  // attended to completion
    ExamWindow exam;
    std::int64_t attempts = 0;
    std::optional<Fact<events::ExamPassed>> passed;
    std::optional<events::Date> complete_on;  // every step done: the award date
};

// By the facts that took effect up to `as_of`, under the rules' path.
PathState path_state(const CredentialRecord& record, const Program& program, const PathRules& rules,
                     events::Date as_of);

// Before anything extends it.
ExamWindow window_after(const PracticumDates& dates, const ExamRule& rule);

// What the rules say of changing from a practicum that starts on `from` to one on `to`.
struct ChangeVerdict {
    ChangeOutcome outcome = ChangeOutcome::free;
    std::string clause;
};
ChangeVerdict judge_change(const Rules& rules, events::Date from, events::Date to,
                           events::Date asked_on);

// The fee that follows a change which took effect on `on` and is entry `seq`; nullopt: none does,
// or a practicum is not known.
std::optional<events::FeeAssessed> change_fee(const Rules& rules, const Program& program,
                                              const events::PracticumChanged& change,
                                              events::Date on, Seq seq);

// The last day on which a change is free, not even flagged.
std::optional<events::Date> change_free_until(const Rules& rules, events::Date starts_on);

// The business day `count` business days before `date`; Saturdays, Sundays and holidays are none.
events::Date business_days_before(events::Date date, int count,
                                  const std::vector<events::Date>& holidays);

}  // namespace recert::projections
