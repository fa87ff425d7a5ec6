// Calendars over a ledger: the addresses are rows of its `tokens` family, "calendar:" ‖ SHA-256 of
// the secret -> {"holder"}. The contract is that of Calendars (calendars.hpp).
#pragma once

#include <mutex>

#include "service/accesses.hpp"
#include "service/calendars.hpp"
#include "service/decider.hpp"
#include "service/person.hpp"

namespace recert::service {

class LedgerCalendars final : public Calendars {
  public:
    // All of them outlive it.
    LedgerCalendars(const Surroundings& surroundings, ledger::Log& log, Accesses& accesses)
        : around_(surroundings), log_(log), accesses_(accesses) {}

    Result<events::Json> of_credential(const std::string& credential, const When& when,
                                       const Principal& reader) const override;
    Result<std::string> make_address(const Principal& by, const std::string& holder) override;
    Status end_address(const Principal& by, const std::string& holder) override;
    Result<events::Json> at_address(std::string_view secret) const override;

    Status forget_holders(const std::vector<std::string>& holders);

  private:
    Result<Person> person(const Principal& by, const std::string& holder) const;
    Status forget(const Person& person);

    const Surroundings around_;
    ledger::Log& log_;
    Accesses& accesses_;
    std::mutex changing_;  // one at a time, so that two new addresses are not both kept
};

}  // namespace recert::service
