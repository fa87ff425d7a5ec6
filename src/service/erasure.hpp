// Forgetting a person: holder.erased is recorded, then the data keys of all holders that are the
// same person are destroyed, and their evidence. What is sealed in the ledger stays there, and
// opens no more; every hash and number stays what it was.
//
// The event is durable before anything is destroyed, so a destruction that was interrupted, or
// undone by an older copy of the keys, is made up for at the next start: finish_erasures(). Blocks:
// for the append, and while the key store is rewritten. Thread-safe.
#pragma once

#include "service/opened_ledger.hpp"
#include "service/person.hpp"
#include "service/sequencer.hpp"
#include "service/service.hpp"

namespace recert::service {

class Erasure {
  public:
    // All of them outlive it.
    Erasure(const Surroundings& surroundings, OpenedLedger& ledger, Sequencer& sequencer)
        : around_(surroundings), ledger_(ledger), sequencer_(sequencer) {}

    // One holder.erased in the stream of a holder, by an admin. Errors: of an append; not-found;
    // legal-hold.
    Result<Erased> erase(Append request);

  private:
    Result<Person> person(const std::string& holder) const;
    Status erase_the_rest(const Command& erasure, const std::string& holder);

    const Surroundings around_;
    OpenedLedger& ledger_;
    Sequencer& sequencer_;
};

// Destroys what there is of those that the ledger says are erased.
Status finish_erasures(OpenedLedger& ledger);

}  // namespace recert::service
