// What one person is to be reminded of: everything that is due of all of their credentials, in one
// letter.
//
// A person is told once, by the holder that continues all others (person.hpp). Nobody is told who
// wants no reminders (the last holder.preferred that says so), who is erased, or who died. What a
// mail told whose outcome is unknown, or that was refused, is not due again. Thread-safe. Errors:
// those of judging: not-found, corrupt, storage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "documents/mail.hpp"
#include "documents/reminder.hpp"
#include "service/outbox.hpp"
#include "service/states.hpp"

namespace recert::service {

// More than anybody holds; of what is beyond nobody is reminded in the same letter.
inline constexpr std::size_t kDigestCredentialsMax = 100;

// Due on a day after `after`, up to `today`.
struct DueDays {
    events::Date after;
    events::Date today;
};

struct Recipient {
    std::string holder;  // empty: nobody, the person is erased
    bool wants_reminders = true;
};
// What the person said last holds, under whichever of their ids.
Result<Recipient> recipient_of(const ledger::Reader& reader, RecordCache& cache,
                               const std::string& holder);

struct Digest {
    std::string holder;
    documents::Mailbox to;             // an address that is none is empty
    documents::ReminderLetter letter;  // without the addresses of pages
    std::vector<Told> told;
};

// nullopt: nothing is due. `holder` is any that the person is registered as.
Result<std::optional<Digest>> digest_of(const Reading& reading, const std::string& holder,
                                        const DueDays& days);

}  // namespace recert::service
