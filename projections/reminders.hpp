// Which reminders the rules ask for (`reminders`: periods before a date that is the holder's to
// keep, or after it), and which of them is due. Pure.
//
// A certified person is reminded of the end of the cycle, with its extensions; a candidate of the
// last day of the exam's window. Nobody is where nothing is missing, where the cycle is renewed
// already, or where staff or the holder took the credential out of its course (suspended, revoked,
// surrendered, retired, deceased). Of several whose day has come the last one stands for all.
// Leaves out who wants to be reminded, and by what way. Source: domain §5, §6.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "projections/standing.hpp"

namespace recert::projections {

struct Reminder {
    std::string notice;     // renewal-in-90-days, renewal-1-day-ago, exam-in-30-days
    std::string what;       // as in deadlines: cycle-end, exam-closes
    events::Date for_date;  // the date that is reminded of
};

// The reminder whose day came last by `today`, if that was after `after`, and the record does not
// tell that it was sent. `standing` is that of a day on which it is `today` or later.
std::optional<Reminder> due_reminder(const CredentialRecord& record, const Standing& standing,
                                     events::Date after, events::Date today);

// Every date of which some version of a program's rules may remind somebody on a day after `after`
// and up to `today`.
std::set<events::Date> dates_reminded_of(const Program& program, events::Date after,
                                         events::Date today);

// Whether the record tells that it was sent.
bool is_told(const CredentialRecord& record, const std::string& notice, events::Date for_date);

}  // namespace recert::projections
