// The sweep: decides again about the credentials that something else touched, an event of their
// program, holder or organization or a new day (domain §2, §8.19). A thread of its own.
//
// It looks for work (agenda.hpp) once a period, and at once when it is nudged. A pass goes through
// its credentials by id, some at a time: those with something due, by what is durable, are put
// before the sequencer as commands like any other; then the cursor is kept. Killed anywhere, it
// goes on from the last cursor, and what is decided by then is not due any more.
//
// When nothing is left to sweep, the rest of what is done once a day has its turn, step by step.
//
// Clients go first: few commands in flight, none when the queue is full, and a rest as long as the
// work before it. Leaves out the deciding itself (domain/decide.hpp).
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "service/agenda.hpp"
#include "service/sequencer.hpp"

namespace recert::service {

inline constexpr std::size_t kSweptAtOnce = 256;
inline constexpr std::size_t kSweepInFlightMax = 64;

class Sweep {
  public:
    // What the surroundings name, `log` and `sequencer` outlive the sweep.
    // `rest`: false when there is nothing more to do.
    Sweep(const Surroundings& surroundings, ledger::Log& log, Sequencer& sequencer,
          std::chrono::milliseconds period, std::function<Result<bool>()> rest);
    ~Sweep();  // lets what is in flight be answered, then stops

    // There may be something to do: the clock was moved.
    void nudge();
    // Waits until what there is to sweep at the call is swept. Errors: what hindered it.
    Status settle();

    Result<SweepState> state() const;

  private:
    void run();
    // One slice of the pass under way, or of the rest. False: there is none.
    Result<bool> step();
    Status look_through(const ledger::Reader& reader, const Pass& pass,
                        const std::vector<std::string>& credentials);
    Status look_at(const ledger::Reader& reader, const Pass& pass, const std::string& credential);
    Result<bool> is_due(const ledger::Reader& reader, const Pass& pass,
                        const std::string& credential);
    void submit(const std::string& credential, std::optional<Seq> cause);
    Status await_answers(std::optional<Seq> cause);
    void take_answer(const std::string& credential, const Result<Appended>& outcome);
    // False: the sweep is to stop.
    bool wait(std::chrono::nanoseconds time);

    // The commands of one slice.
    struct Commands {
        std::size_t in_flight = 0;
        std::vector<std::string> refused;  // for want of room: credentials
        Status outcome;                    // what keeps all of them from being decided
    };

    const Surroundings around_;
    ledger::Log& log_;
    Sequencer& sequencer_;
    const std::chrono::milliseconds period_;
    const std::function<Result<bool>()> rest_;
    RecordCache past_;  // what credentials are judged in, as known at the cause

    mutable std::mutex mutex_;
    std::condition_variable wakes_;
    std::condition_variable answers_;
    std::condition_variable settles_;
    bool stopping_ = false;
    std::uint64_t asked_ = 0;     // nudges
    std::uint64_t answered_ = 0;  // nudges after which there was nothing left to do
    Commands commands_;
    Status hindered_;                   // the last step
    std::optional<Error> passed_over_;  // the last credential that could not be judged
    std::uint64_t looked_at_ = 0;
    std::uint64_t decisions_ = 0;

    std::thread thread_;
};

}  // namespace recert::service
