// One life of the service's core, moved step by step by whoever simulates.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "service/decider.hpp"
#include "service/ledger_service.hpp"
#include "service/opened_ledger.hpp"

namespace recert::simulation {

class Core {
  public:
    static Result<std::unique_ptr<Core>> start(const service::ServiceOptions& options);

    // As Sequencer::submit and what its two threads do then, one thing at a time.
    void submit(service::Command command) { queue_.push_back(std::move(command)); }
    bool decide_next();        // false: nothing waits
    Result<bool> hand_over();  // false: nothing is decided, or a group is under way
    Result<bool> commit();     // false: no group is under way
    Status drain();            // all of it
    Result<bool> sign() { return ledger_.log->publish_checkpoint(ledger_.signers); }
    // Once nothing is under way. Answers whether the builds agree.
    Result<bool> rebuild();

    ledger::Log& log() { return *ledger_.log; }
    const privacy::Key& digest_key() const { return ledger_.secrets.idempotency; }

  private:
    Core(service::OpenedLedger ledger, const service::ServiceOptions& options);
    service::Surroundings surroundings();
    Status begin_group();

    service::ServiceOptions options_;
    service::OpenedLedger ledger_;
    service::RecordCache cache_;
    std::optional<service::Decider> decider_;
    std::deque<service::Command> queue_;
    service::Group deciding_;
    std::optional<service::Group> under_way_;
    std::uint64_t durable_ = 0;
    std::uint64_t keys_noted_ = 0;
};

}  // namespace recert::simulation
