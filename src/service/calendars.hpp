// The deadlines of a credential, and of a person, for calendars (documents/calendar.hpp); and the
// addresses at which calendar apps, which cannot sign in, fetch a person's.
//
// An address holds a secret of 256 random bits, shown once; the ledger keeps its SHA-256. A person
// has one address: a new one ends the one before. Thread-safe.
//
// What is answered: {"name", "appointments": [{"uid", "sequence", "stamp", "on", "title", "text",
// "reminders": [date, …]}]}, in order of day. The uid stays for as long as it is the same duty, and
// sequence grows with every event that may have moved it; stamp is when that was recorded.
#pragma once

#include <string>
#include <string_view>

#include "service/service.hpp"

namespace recert::service {

class Calendars {
  public:
    virtual ~Calendars() = default;

    // Errors: of a state.
    virtual Result<events::Json> of_credential(const std::string& credential, const When& when,
                                               const Principal& reader) const = 0;

    // The secret. Errors: forbidden, not-found, holder-erased.
    virtual Result<std::string> make_address(const Principal& by, const std::string& holder) = 0;
    // Errors: forbidden, not-found.
    virtual Status end_address(const Principal& by, const std::string& holder) = 0;
    // Of all credentials of the person. Errors: not-found, for whatever is no address.
    virtual Result<events::Json> at_address(std::string_view secret) const = 0;
};

}  // namespace recert::service
