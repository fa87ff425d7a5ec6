#include "service/sequencer.hpp"

#include <algorithm>

#include "service/opened_ledger.hpp"

namespace recert::service {
namespace {

// Commands taken from the queue under one lock.
constexpr std::size_t kTakenAtOnce = 64;

using Monotonic = std::chrono::steady_clock;

std::uint64_t nanoseconds_since(Monotonic::time_point then) {
    const std::chrono::nanoseconds took = Monotonic::now() - then;
    return static_cast<std::uint64_t>(took.count());
}

tl::unexpected<Error> read_only() {
    return fail(ErrorCode::read_only,
                "a write failed and what is on the disk is unknown: nothing is appended until the "
                "service is started again");
}

}  // namespace

Sequencer::Sequencer(const Surroundings& surroundings, ledger::Log& log, Decider decider,
                     std::size_t queue_max)
    : around_(surroundings),
      log_(log),
      decider_(std::move(decider)),
      queue_max_(queue_max),
      growth_(decider_.next()),
      sequencer_([this] { sequence(); }),
      committer_([this] { commit_groups(); }) {}

Sequencer::~Sequencer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    sequencer_wakes_.notify_one();
    sequencer_.join();
    committer_.join();
}

// Takes the command, unless it is refused.
Status Sequencer::enqueue(Command& command) {
    const std::lock_guard lock(mutex_);
    if (failure_ || stopping_) return read_only();
    if (queue_.size() >= queue_max_)
        return fail(ErrorCode::overloaded, "too many appends are waiting; try again");
    command.queued_at = Monotonic::now();
    queue_.push_back(std::move(command));
    return {};
}

void Sequencer::submit(Command command) {
    if (auto taken = enqueue(command); !taken)
        command.done(tl::unexpected(std::move(taken.error())));
    else
        sequencer_wakes_.notify_one();
}

Result<Appended> Sequencer::append(Command command) {
    // Shared: whoever answers may still be in it when the answer has been taken.
    const auto answered = std::make_shared<std::promise<Result<Appended>>>();
    auto answer = answered->get_future();
    command.done = [answered](Result<Appended> outcome) {
        answered->set_value(std::move(outcome));
    };
    submit(std::move(command));
    return answer.get();
}

Status Sequencer::between_groups(std::function<Status(Decider&)> job) {
    std::future<Status> done;
    {
        const std::lock_guard lock(mutex_);
        if (failure_ || stopping_) return read_only();
        interlude_ = Interlude{std::move(job), {}};
        done = interlude_->done.get_future();
    }
    sequencer_wakes_.notify_one();
    return done.get();
}

Status Sequencer::writable() const {
    {
        const std::lock_guard lock(mutex_);
        if (failure_) return tl::unexpected(*failure_);
    }
    return log_.room();
}

Committed Sequencer::committed() const {
    const std::lock_guard lock(mutex_);
    return committed_;
}

Vitals Sequencer::vitals() const {
    Vitals out{.append_nanoseconds = append_nanoseconds_.read(),
               .group_events = group_events_.read(),
               .sync_nanoseconds = sync_nanoseconds_.read(),
               .queue_commands_max = queue_max_,
               .events = growth_.size()};
    const std::lock_guard lock(mutex_);
    out.queue_commands = queue_.size();
    return out;
}

// Waits for commands, or for the committer while the group, or an interlude, waits for it to be
// idle. False: no more.
bool Sequencer::take_some(const Group& group, std::deque<Command>& into) {
    std::unique_lock lock(mutex_);
    const auto idle = [this] { return !committing_ && !handed_over_; };
    std::size_t room = kGroupEventsMax - std::min(kGroupEventsMax, group.writes.entries.size());
    if (group.answers.size() >= kQueueCommandsMax || interlude_) room = 0;
    sequencer_wakes_.wait(lock, [&] {
        return failure_ || (!queue_.empty() && room > 0) ||
               ((!group.answers.empty() || interlude_) && idle()) ||
               (stopping_ && queue_.empty() && group.answers.empty() && !interlude_);
    });
    if (failure_) return false;
    while (!queue_.empty() && room > 0 && into.size() < kTakenAtOnce) {
        room -= std::min(room, queue_.front().items.size());
        into.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return !into.empty() || !group.answers.empty() || interlude_;
}

// A group goes as soon as the committer is idle, unless commands are waiting that it has room for
// and nobody waits for an interlude.
bool Sequencer::hand_over_if_idle(Group& group) {
    const std::lock_guard lock(mutex_);
    const bool is_full =
        group.writes.entries.size() >= kGroupEventsMax || group.answers.size() >= kQueueCommandsMax;
    if (group.answers.empty() || committing_ || handed_over_ ||
        (!is_full && !queue_.empty() && !interlude_))
        return false;
    handed_over_ = std::move(group);
    committer_wakes_.notify_one();
    return true;
}

bool Sequencer::run_interlude_if_idle(const Group& group) {
    std::optional<Interlude> interlude;
    {
        const std::lock_guard lock(mutex_);
        if (!interlude_ || !group.answers.empty() || committing_ || handed_over_) return false;
        interlude.swap(interlude_);
    }
    interlude->done.set_value(interlude->job(decider_));
    return true;
}

Result<Group> Sequencer::begin_group() {
    std::uint64_t durable = 0;
    {
        const std::lock_guard lock(mutex_);
        durable = durable_;
    }
    return decider_.begin(durable);
}

// Room is asked for before deciding: what was decided is written.
void Sequencer::take(std::deque<Command>& taken, Group& group) {
    if (taken.empty()) return;
    const Status room = log_.room();
    for (Command& command : taken) {
        if (room || command.dry_run)
            decider_.take(std::move(command), group);
        else
            command.done(tl::unexpected(room.error()));
    }
    taken.clear();
}

void Sequencer::sequence() {
    auto group = begin_group();
    std::deque<Command> taken;
    while (group && take_some(*group, taken)) {
        take(taken, *group);
        if (hand_over_if_idle(*group) || run_interlude_if_idle(*group)) group = begin_group();
    }
    if (group) fail_group(*group);
    {
        const std::lock_guard lock(mutex_);
        if (!group && !failure_) failure_ = group.error();
        sequencer_ended_ = true;
    }
    committer_wakes_.notify_one();
    refuse_queue();
}

Status Sequencer::make_durable(Group& group) {
    ledger::Group& writes = group.writes;
    if (writes.entries.empty() && writes.keys.empty() && writes.views.empty()) return {};
    RECERT_TRY(persist_keys(around_.vault, writes, keys_noted_));
    const auto began = Monotonic::now();
    RECERT_TRY(log_.append(writes));
    sync_nanoseconds_.observe(nanoseconds_since(began));
    if (!writes.entries.empty()) group_events_.observe(writes.entries.size());
    return {};
}

void Sequencer::answer(Group& group) {
    for (const auto& [stream, record] : group.records) around_.cache.keep(stream, record);
    {
        const std::lock_guard lock(mutex_);
        committing_ = false;
        durable_ = group.number;
        if (!group.writes.entries.empty()) ++committed_.groups;
        committed_.events += group.writes.entries.size();
    }
    sequencer_wakes_.notify_one();
    const std::size_t grown_by = group.writes.entries.size();
    if (grown_by > 0) growth_.grow_to({group.writes.first.value + grown_by});
    for (Answer& answer : group.answers) {
        append_nanoseconds_.observe(nanoseconds_since(answer.queued_at));
        answer.done(std::move(answer.outcome));
    }
}

void Sequencer::fail_group(Group& group) {
    for (Answer& answer : group.answers)
        answer.done(fail(ErrorCode::outcome_unknown,
                         "the write failed: whether this was appended is known after a restart; "
                         "repeat it then with the same idempotency key"));
    group.answers.clear();
}

void Sequencer::refuse_queue() {
    std::deque<Command> left;
    std::optional<Interlude> interlude;
    {
        const std::lock_guard lock(mutex_);
        left.swap(queue_);
        interlude.swap(interlude_);
    }
    if (interlude) interlude->done.set_value(read_only());
    for (Command& command : left) command.done(read_only());
}

void Sequencer::commit_groups() {
    for (;;) {
        std::unique_lock lock(mutex_);
        committer_wakes_.wait(lock, [this] { return handed_over_ || sequencer_ended_; });
        if (!handed_over_) return;
        Group group = std::move(*handed_over_);
        handed_over_.reset();
        committing_ = true;
        const bool failed_before = failure_.has_value();
        lock.unlock();
        const Status durable = failed_before ? read_only() : make_durable(group);
        if (durable) {
            answer(group);
            continue;
        }
        lock.lock();
        if (!failure_) failure_ = durable.error();
        committing_ = false;
        lock.unlock();
        sequencer_wakes_.notify_one();
        fail_group(group);
    }
}

}  // namespace recert::service
