#include "service/checkpointing.hpp"

#include <algorithm>
#include <iterator>

namespace recert::service {

namespace {

ledger::TreeSize signed_size(const ledger::Log& log) {
    const auto reader = log.reader();
    if (!reader) return {};
    return reader->signed_size().value_or(ledger::TreeSize{});
}

}  // namespace

Checkpointing::Checkpointing(ledger::Log& log, std::vector<ledger::note::Signer> signers,
                             std::chrono::milliseconds period)
    : log_(log),
      signers_(std::move(signers)),
      period_(period),
      signed_(signed_size(log)),
      thread_([this] { run(); }) {}

Checkpointing::~Checkpointing() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stops_.notify_one();
    thread_.join();
}

Status Checkpointing::last() const {
    const std::lock_guard lock(mutex_);
    return last_;
}

void Checkpointing::when_signed(Seq seq, std::function<void()> then) {
    {
        const std::lock_guard lock(mutex_);
        if (!signed_.covers(seq) && waiters_.size() < kWaitersMax) {
            waiters_.push_back({seq, std::move(then)});
            return;
        }
    }
    then();
}

void Checkpointing::publish() {
    const auto published = log_.publish_checkpoint(signers_);
    const ledger::TreeSize size = signed_size(log_);
    std::vector<Waiter> done;
    {
        const std::lock_guard lock(mutex_);
        last_ = published ? Status() : tl::unexpected(published.error());
        signed_ = size;
        done = take_done();
    }
    for (const Waiter& waiter : done) waiter.then();
}

// Those who need not wait any longer; with the mutex held.
std::vector<Checkpointing::Waiter> Checkpointing::take_done() {
    const auto first = std::partition(waiters_.begin(), waiters_.end(), [this](Waiter& waiter) {
        return --waiter.attempts_left > 0 && !signed_.covers(waiter.seq) && !stopping_;
    });
    std::vector<Waiter> done(std::make_move_iterator(first),
                             std::make_move_iterator(waiters_.end()));
    waiters_.erase(first, waiters_.end());
    return done;
}

void Checkpointing::run() {
    for (bool goes_on = true; goes_on;) {
        {
            std::unique_lock lock(mutex_);
            goes_on = !stops_.wait_for(lock, period_, [this] { return stopping_; });
        }
        publish();
    }
}

}  // namespace recert::service
