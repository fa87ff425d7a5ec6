// One command after the other: load, decide, seal, encode; what is accepted goes into a group.
//
// The single thread of the sequencer's. Decides on everything accepted so far, durable or not, so
// whoever answers waits until that is durable. A refused command and a dry run leave no trace.
// Errors: those of the rules, with pointers into the body; not-found, already-exists (/id),
// version-mismatch, future-date, own-claim, idempotency-key-reused; storage and corrupt.
#pragma once

#include <cstdint>
#include <memory>

#include "ledger/log.hpp"
#include "privacy/vault.hpp"
#include "service/clock.hpp"
#include "service/group.hpp"
#include "service/randomness.hpp"
#include "service/records.hpp"
#include "views/register.hpp"

namespace recert::service {

// What deciding needs from outside. All of them outlive the decider.
struct Surroundings {
    const ledger::Log& log;
    privacy::Vault& vault;
    RecordCache& cache;
    const Clock& clock;
    Randomness& randomness;
};

class Decider {
  public:
    static Result<Decider> open(const Surroundings& surroundings);

    // A new, empty group; what groups up to `durable` did is in the ledger by now.
    Result<Group> begin(std::uint64_t durable);

    // The seq of the event to come.
    Seq next() const { return next_; }

    // Decides and, unless refused, dry or a repeat, adds to the group; the answer always.
    void take(Command command, Group& group);

    // Between groups, when all that was decided is durable: rows go into this build from now on.
    void write_to(views::Build build) { register_ = views::Register(build); }

  private:
    class Work;
    friend class Work;

    Decider(const Surroundings& surroundings, events::Instant last, ledger::Reader reader,
            views::Build build);

    Result<Made> decide(const Command& command);
    Result<std::optional<Appended>> repeated(const Command& command);
    Result<Appended> replay(const ledger::Repeat& repeat);
    // The record as it is after all that was accepted; version 0: there is no such stream.
    Result<Held> current(const events::StreamName& stream);
    Result<bool> number_taken(const std::string& key);

    Surroundings around_;
    RecordingClock recording_;
    ledger::Reader reader_;
    views::Register register_;
    Uncommitted uncommitted_;
    // The newest version of each stream, by whoever writes them all: no look at the ledger needed.
    std::unique_ptr<RecordCache> newest_;
    Seq next_{};
    std::uint64_t groups_ = 0;
};

}  // namespace recert::service
