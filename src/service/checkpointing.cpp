#include "service/checkpointing.hpp"

namespace recert::service {

Checkpointing::Checkpointing(ledger::Log& log, std::vector<ledger::note::Signer> signers,
                             std::chrono::milliseconds period)
    : log_(log), signers_(std::move(signers)), period_(period), thread_([this] { run(); }) {}

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

void Checkpointing::publish() {
    const auto published = log_.publish_checkpoint(signers_);
    const std::lock_guard lock(mutex_);
    last_ = published ? Status() : tl::unexpected(published.error());
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
