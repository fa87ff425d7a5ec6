#include "simulation/core.hpp"

#include "service/first_start.hpp"
#include "service/rebuild.hpp"

namespace recert::simulation {

Core::Core(service::OpenedLedger ledger, const service::ServiceOptions& options)
    : options_(options), ledger_(std::move(ledger)) {}

service::Surroundings Core::surroundings() {
    return {*ledger_.log, *ledger_.vault, cache_, *options_.clock, *options_.randomness};
}

Result<std::unique_ptr<Core>> Core::start(const service::ServiceOptions& options) {
    auto ledger = service::open_ledger(
        {options.data, options.origin, true, options.sync, options.file_system, 0});
    if (!ledger) return tl::unexpected(ledger.error());
    std::unique_ptr<Core> core(new Core(std::move(*ledger), options));
    RECERT_TRY(service::renew_register(core->log(), options.progress));
    RECERT_TRY(service::publish_built_in_programs(core->log(), core->surroundings()));
    auto decider = service::Decider::open(core->surroundings());
    if (!decider) return tl::unexpected(decider.error());
    core->decider_.emplace(std::move(*decider));
    RECERT_TRY(core->begin_group());
    return core;
}

Status Core::begin_group() {
    auto group = decider_->begin(durable_);
    if (!group) return tl::unexpected(group.error());
    deciding_ = std::move(*group);
    return {};
}

bool Core::decide_next() {
    if (queue_.empty()) return false;
    decider_->take(std::move(queue_.front()), deciding_);
    queue_.pop_front();
    return true;
}

Result<bool> Core::hand_over() {
    if (under_way_ || deciding_.answers.empty()) return false;
    under_way_ = std::move(deciding_);
    RECERT_TRY(begin_group());
    return true;
}

Result<bool> Core::commit() {
    if (!under_way_) return false;
    service::Group group = std::move(*under_way_);
    under_way_.reset();
    if (!group.writes.entries.empty()) {
        RECERT_TRY(service::persist_keys(*ledger_.vault, group.writes, keys_noted_));
        RECERT_TRY(ledger_.log->append(group.writes));
    }
    for (const auto& [stream, record] : group.records) cache_.keep(stream, record);
    durable_ = group.number;
    for (service::Answer& answer : group.answers) answer.done(std::move(answer.outcome));
    return true;
}

Status Core::drain() {
    while (decide_next()) continue;
    for (int groups = 0; groups < 2; ++groups) {
        if (const auto committed = commit(); !committed) return tl::unexpected(committed.error());
        if (const auto handed = hand_over(); !handed) return tl::unexpected(handed.error());
    }
    return {};
}

Result<bool> Core::rebuild() {
    RECERT_TRY(drain());
    const auto rebuilt = service::rebuild_register(log(), options_.progress);
    if (!rebuilt) return tl::unexpected(rebuilt.error());
    decider_->write_to(rebuilt->build);
    RECERT_TRY(begin_group());
    return rebuilt->same();
}

}  // namespace recert::simulation
