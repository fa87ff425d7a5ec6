#include "simulation/simulation.hpp"

#include <set>

#include "ledger/check.hpp"
#include "service/running_service.hpp"
#include "simulation/core.hpp"
#include "simulation/requests.hpp"
#include "support/faulty_fs.hpp"
#include "support/unsynced_loss_fs.hpp"
#include "torture/told.hpp"

namespace recert::simulation {

namespace {

using torture::pick;

constexpr std::uint64_t kStepsMax = 200;
constexpr std::uint64_t kCutAfterMax = 100;
constexpr std::uint64_t kSyncsMax = 20;

class World {
  public:
    World(std::uint64_t seed, bool sync) : chance_(seed), requests_(chance_) {
        options_.data = scratch_.path() / "data";
        options_.origin = "simulation.example";
        options_.clock = clock_;
        options_.randomness = std::make_shared<testing::SeededRandomness>(seed);
        options_.file_system = disk_;
        under_->count_this_thread_alone();
        disk_->meet_this_thread_alone();
        options_.sync = sync;
    }

    Course run() {
        for (std::uint64_t i = 0; i < kSchedulesAWorld && start(pick(chance_, 4) == 0); ++i) {
            live();
            end();
        }
        if (start(false)) judge();
        course_.tally.acknowledged = told_.count();
        return std::move(course_);
    }

  private:
    // If the power is cut while it recovers, once more.
    bool start(bool is_cut) {
        ++course_.tally.runs;
        if (is_cut) under_->cut_power_after(pick(chance_, kCutAfterMax));
        auto core = Core::start(options_);
        if (!core) {
            end();
            core = Core::start(options_);
        }
        if (!core) {
            course_.tally.differ("no start: " + core.error().message);
            return false;
        }
        core_ = std::move(*core);
        return true;
    }

    // Until something fails or it has been long enough.
    void live() {
        inject();
        judge_told();
        const std::uint64_t steps = pick(chance_, kStepsMax);
        for (std::uint64_t i = 0; i < steps; ++i)
            if (!step()) return;
        if (pick(chance_, 3) == 0) static_cast<void>(core_->drain());
    }

    void inject() {
        const std::uint64_t fault = pick(chance_, 4);
        if (fault == 0) under_->cut_power_after(pick(chance_, kCutAfterMax));
        if (fault == 1)
            disk_->fail_at({1 + pick(chance_, kSyncsMax), support::Trouble::error, true, true});
        course_.tally.injected += fault < 3;  // the third: it just ends, somewhere
    }

    bool step() {
        switch (pick(chance_, 12)) {
            case 0:
                clock_->set(pick(chance_, 2) == 0 ? "2026-05-04T12:00:00Z"
                                                  : "2026-05-03T12:00:00Z");
                return true;
            case 1:
                return core_->sign().has_value();
            case 2:
                return rebuild();
            case 3:
            case 4:
                return core_->hand_over().has_value();
            case 5:
            case 6:
                return core_->commit().has_value();
            case 7:
            case 8:
                return core_->decide_next() || true;
            default:
                submit(requests_.next());
                return true;
        }
    }

    bool rebuild() {
        if (pick(chance_, 5) > 0) return true;
        const auto same = core_->rebuild();
        if (same && !*same) course_.tally.differ("the register is not what the events say");
        return same.has_value();
    }

    void submit(const std::string& key) {
        auto command = service::intake(requests_.of(key), core_->digest_key());
        if (!command) return course_.tally.differ(command.error().message);
        unanswered_.insert(key);
        command->done = [this, key](const Result<service::Appended>& outcome) {
            hear(key, outcome);
        };
        core_->submit(std::move(*command));
    }

    void hear(const std::string& key, const Result<service::Appended>& outcome) {
        unanswered_.erase(key);
        if (outcome)
            told_.take(key, outcome->first, outcome->entries);
        else
            ++course_.tally.refused;
    }

    // However it ended: what was not synced is gone.
    void end() {
        core_.reset();
        told_.see_checkpoint(options_.data);
        disk_->fail_at({});
        under_->lose_unsynced(chance_());
    }

    void judge_told() {
        const auto reader = core_->log().reader();
        if (!reader) return;
        told_.judge(*reader, course_.tally);
    }

    void judge() {
        disk_->fail_at({});
        for (const std::string& key : std::set<std::string>(unanswered_)) {
            submit(key);
            submit(key);
        }
        if (const Status drained = core_->drain(); !drained)
            course_.tally.differ("at the end: " + drained.error().message);
        const auto same = core_->rebuild();
        if (!same || !*same) course_.tally.differ("the register is not what the events say");
        const auto reader = core_->log().reader();
        if (!reader) return course_.tally.differ(reader.error().message);
        told_.judge(*reader, course_.tally);
        if (const Status sound = ledger::check(*reader); !sound)
            course_.tally.differ(sound.error().message);
        told_.complain(course_.tally);
        course_.head = std::to_string(reader->size().value) + ' ' +
                       ledger::hex(ledger::bytes_of(reader->root(reader->size()).value()));
    }

    torture::Chance chance_;
    support::ScratchDirectory scratch_;
    std::shared_ptr<support::UnsyncedLossFs> under_ = std::make_shared<support::UnsyncedLossFs>();
    std::shared_ptr<support::FaultyFs> disk_ = std::make_shared<support::FaultyFs>(under_);
    std::shared_ptr<testing::ManualClock> clock_ =
        std::make_shared<testing::ManualClock>("2026-05-04T12:00:00Z");
    service::ServiceOptions options_;
    Requests requests_;
    torture::Told told_;
    std::set<std::string> unanswered_;
    std::unique_ptr<Core> core_;
    Course course_;
};

}  // namespace

Course simulate_world(std::uint64_t seed, bool sync) { return World(seed, sync).run(); }

}  // namespace recert::simulation
