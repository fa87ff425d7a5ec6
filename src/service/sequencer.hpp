// The one path in: a bounded queue, a thread that decides, a thread that makes durable.
//
// While the committer syncs one group the sequencer decides the next. submit() is for any thread;
// a command's `done` is called once: when it is refused without being decided (overloaded,
// read-only, disk-reserve), else on the committer's thread when its group is durable. After a
// failed sync nobody knows what is on the disk: what was decided gets outcome-unknown, what was not
// and all that comes gets read-only, until the service is started again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include "service/decider.hpp"
#include "service/growth.hpp"
#include "service/vitals.hpp"

namespace recert::service {

inline constexpr std::size_t kQueueCommandsMax = 8'192;

// What was made durable since the start: each group is one synced write.
struct Committed {
    std::uint64_t groups = 0;
    std::uint64_t events = 0;
};

class Sequencer {
  public:
    // `log` is what the surroundings read, to write to.
    Sequencer(const Surroundings& surroundings, ledger::Log& log, Decider decider,
              std::size_t queue_max = kQueueCommandsMax);
    ~Sequencer();  // answers what is queued, then stops

    void submit(Command command);
    // Submits, and waits for the answer: not on a thread that answers.
    Result<Appended> append(Command command);
    // Runs `job` on the sequencer's thread when everything that was decided is durable and before
    // anything else is; waits for it. One at a time. Errors: the job's; read-only.
    Status between_groups(std::function<Status(Decider&)> job);
    // Not to be told from a disk that cannot be written: why appends are refused, if they are.
    Status writable() const;
    Committed committed() const;
    Vitals vitals() const;
    Growth& growth() { return growth_; }

  private:
    struct Interlude {
        std::function<Status(Decider&)> job;
        std::promise<Status> done;
    };

    Status enqueue(Command& command);
    void sequence();
    void take(std::deque<Command>& taken, Group& group);
    void commit_groups();

    bool take_some(const Group& group, std::deque<Command>& into);
    bool hand_over_if_idle(Group& group);
    bool run_interlude_if_idle(const Group& group);
    Result<Group> begin_group();
    Status make_durable(Group& group);
    void answer(Group& group);
    void fail_group(Group& group);
    void refuse_queue();

    Surroundings around_;
    ledger::Log& log_;
    Decider decider_;
    const std::size_t queue_max_;
    Growth growth_;
    metrics::Histogram append_nanoseconds_{metrics::duration_bounds()};
    metrics::Histogram group_events_{metrics::size_bounds()};
    metrics::Histogram sync_nanoseconds_{metrics::duration_bounds()};

    mutable std::mutex mutex_;
    std::condition_variable sequencer_wakes_;
    std::condition_variable committer_wakes_;
    std::deque<Command> queue_;
    std::optional<Interlude> interlude_;
    std::optional<Group> handed_over_;
    bool committing_ = false;
    bool stopping_ = false;
    bool sequencer_ended_ = false;
    std::optional<Error> failure_;
    std::uint64_t durable_ = 0;     // number of the last durable group
    std::uint64_t keys_noted_ = 0;  // the committer's: holders' keys, as the ledger was told
    Committed committed_;

    std::thread sequencer_;
    std::thread committer_;
};

}  // namespace recert::service
