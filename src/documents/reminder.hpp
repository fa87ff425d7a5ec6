// A reminder in words: one letter to a person about all of their credentials, as text and as HTML.
// Pure. No pictures, no scripts, nothing that tells anybody it was read.
#pragma once

#include <string>
#include <vector>

#include "events/values.hpp"

namespace recert::documents {

// A credential whose date comes or is over.
struct DueCredential {
    std::string program;  // its name
    std::string number;   // or its id, before the award
    std::string what;     // as in deadlines: cycle-end, exam-closes
    events::Date on;
    std::string zone;          // in which that day ends
    std::int64_t days_left{};  // below 0: it was over so many days ago
    std::vector<std::string> missing{};
};

// A credential of which nothing is due now.
struct OtherCredential {
    std::string program;
    std::string number;
    std::string state;  // in words: active until 3 March 2028
};

struct ReminderLetter {
    std::string name{};                // the person's; empty: not known
    std::vector<DueCredential> due{};  // not empty
    std::vector<OtherCredential> others{};
    std::string my_url{};
    std::string stop_url{};
};

std::string reminder_subject(const ReminderLetter& letter);
std::string reminder_text(const ReminderLetter& letter);
std::string reminder_html(const ReminderLetter& letter);

}  // namespace recert::documents
