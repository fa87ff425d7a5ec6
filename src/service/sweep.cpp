#include "service/sweep.hpp"

#include "projections/decisions.hpp"
#include "service/records.hpp"
#include "service/states.hpp"
#include "service/zones.hpp"

namespace recert::service {
namespace {

constexpr std::size_t kPastBytes = std::size_t{16} << 20;
constexpr std::size_t kCausesCounted = 10'000;
// How long the sweep stands back when the queue is full.
constexpr std::chrono::milliseconds kPatience{50};

Seq last_of(const ledger::Reader& reader) { return {reader.size().value - 1}; }

// Whether a decision is due, by what was known at `known`. False for what was not there yet.
Result<bool> is_due_at(const ledger::Reader& reader, RecordCache& records, RecordCache& others,
                       const std::string& credential, Seq known, events::Instant now) {
    const auto held = load_at(reader, records, {events::StreamKind::credential, credential}, known);
    if (!held) return tl::unexpected(held.error());
    const auto& record = *std::get<std::shared_ptr<const projections::CredentialRecord>>(*held);
    if (record.empty()) return false;
    const auto context = context_at(reader, others, registration(record), known);
    if (!context) return tl::unexpected(context.error());
    const auto today = local_date(now, context->program->timezone());
    if (!today) return tl::unexpected(today.error());
    return projections::due_decision(record, *context, *today).has_value();
}

}  // namespace

Sweep::Sweep(const Surroundings& surroundings, ledger::Log& log, Sequencer& sequencer,
             std::chrono::milliseconds period, std::function<Result<bool>()> rest)
    : around_(surroundings),
      log_(log),
      sequencer_(sequencer),
      period_(period),
      rest_(std::move(rest)),
      past_(kPastBytes),
      thread_([this] { run(); }) {}

Sweep::~Sweep() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wakes_.notify_one();
    settles_.notify_all();
    thread_.join();
}

void Sweep::nudge() {
    {
        const std::lock_guard lock(mutex_);
        ++asked_;
    }
    wakes_.notify_one();
}

Status Sweep::settle() {
    std::unique_lock lock(mutex_);
    const std::uint64_t asked = ++asked_;
    wakes_.notify_one();
    settles_.wait(lock, [&] { return answered_ >= asked || stopping_; });
    return hindered_;
}

bool Sweep::wait(std::chrono::nanoseconds time) {
    std::unique_lock lock(mutex_);
    return !wakes_.wait_for(lock, time, [this] { return stopping_; });
}

void Sweep::run() {
    for (;;) {
        std::uint64_t asked = 0;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) return;
            asked = asked_;
        }
        const auto began = std::chrono::steady_clock::now();
        auto worked = step();
        if (worked && *worked) {
            if (!wait(std::chrono::steady_clock::now() - began)) return;
            continue;
        }
        std::unique_lock lock(mutex_);
        hindered_ = worked ? Status() : tl::unexpected(std::move(worked.error()));
        answered_ = asked;
        settles_.notify_all();
        wakes_.wait_for(lock, period_, [&] { return stopping_ || asked_ != asked; });
    }
}

Result<bool> Sweep::step() {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    auto found = next_pass(*reader, around_.cache, around_.clock.now());
    if (!found) return tl::unexpected(found.error());
    if (!*found) return rest_();
    Pass& pass = **found;
    const auto credentials = credentials_after(*reader, pass.scope, pass.cursor, kSweptAtOnce);
    if (!credentials) return tl::unexpected(credentials.error());
    RECERT_TRY(look_through(*reader, pass, *credentials));
    const bool is_over = credentials->size() < kSweptAtOnce;
    if (!is_over) pass.cursor = credentials->back();
    const std::vector<ledger::ViewChange> noted = {is_over ? note_end(pass) : note_progress(pass)};
    RECERT_TRY(log_.change_views(noted));
    return true;
}

Status Sweep::look_through(const ledger::Reader& reader, const Pass& pass,
                           const std::vector<std::string>& credentials) {
    Status looked;
    for (const std::string& credential : credentials) {
        looked = look_at(reader, pass, credential);
        if (!looked) break;
    }
    const Status answered = await_answers(pass.cause);
    return looked ? answered : looked;
}

Status Sweep::look_at(const ledger::Reader& reader, const Pass& pass,
                      const std::string& credential) {
    auto due = is_due(reader, pass, credential);
    // One damaged stream keeps nobody else waiting.
    const bool is_damaged = !due && due.error().code == ErrorCode::corrupt;
    if (!due && !is_damaged) return tl::unexpected(std::move(due.error()));
    if (due && *due) submit(credential, pass.cause);
    const std::lock_guard lock(mutex_);
    ++looked_at_;
    if (is_damaged) passed_over_ = std::move(due.error());
    return {};
}

// Due by now, and due by the cause already: what only a later one makes due waits for that.
Result<bool> Sweep::is_due(const ledger::Reader& reader, const Pass& pass,
                           const std::string& credential) {
    const auto now = around_.clock.now();
    auto due = is_due_at(reader, around_.cache, around_.cache, credential, last_of(reader), now);
    if (!due || !*due || !pass.cause) return due;
    return is_due_at(reader, around_.cache, past_, credential, *pass.cause, now);
}

void Sweep::submit(const std::string& credential, std::optional<Seq> cause) {
    {
        std::unique_lock lock(mutex_);
        answers_.wait(lock, [this] { return commands_.in_flight < kSweepInFlightMax; });
        ++commands_.in_flight;
    }
    Command command = decide_again(credential, cause);
    command.done = [this, credential](const Result<Appended>& outcome) {
        take_answer(credential, outcome);
    };
    sequencer_.submit(std::move(command));
}

Status Sweep::await_answers(std::optional<Seq> cause) {
    for (;;) {
        std::unique_lock lock(mutex_);
        answers_.wait(lock, [this] { return commands_.in_flight == 0; });
        const Commands done = std::exchange(commands_, {});
        lock.unlock();
        RECERT_TRY(done.outcome);
        if (done.refused.empty()) return {};
        if (!wait(kPatience)) return fail(ErrorCode::overloaded, "the sweep was stopped");
        for (const std::string& credential : done.refused) submit(credential, cause);
    }
}

void Sweep::take_answer(const std::string& credential, const Result<Appended>& outcome) {
    const std::lock_guard lock(mutex_);
    --commands_.in_flight;
    if (outcome)
        decisions_ += outcome->entries.size();
    else if (outcome.error().code == ErrorCode::overloaded)
        commands_.refused.push_back(credential);
    else if (outcome.error().code == ErrorCode::corrupt)
        passed_over_ = outcome.error();
    else
        commands_.outcome = tl::unexpected(outcome.error());
    answers_.notify_one();  // under the lock: after the last answer the sweep may be gone
}

Result<SweepState> Sweep::state() const {
    const auto reader = log_.reader();
    if (!reader) return tl::unexpected(reader.error());
    const auto pass = next_pass(*reader, around_.cache, around_.clock.now());
    if (!pass) return tl::unexpected(pass.error());
    const auto causes = count_causes(*reader, kCausesCounted);
    if (!causes) return tl::unexpected(causes.error());
    SweepState state;
    state.position = reader->size().next();
    state.causes = *causes;
    if (*pass) {
        state.position = (*pass)->cause.value_or(state.position);
        state.scope = (*pass)->scope.text();
        state.day = (*pass)->day;
        state.cursor = (*pass)->cursor;
    }
    const std::lock_guard lock(mutex_);
    state.looked_at = looked_at_;
    state.decisions = decisions_;
    state.passed_over = passed_over_;
    if (!hindered_) state.hindered_by = hindered_.error();
    return state;
}

}  // namespace recert::service
