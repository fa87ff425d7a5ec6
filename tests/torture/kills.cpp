// Faults 1, 2, 14, 15: the process dies, or there are two. What was acknowledged is there, with the
// same seq and the same bytes; no two checkpoints of one size; the register is what the events say.
#include <array>

#include "service/opened_ledger.hpp"
#include "support/scratch_directory.hpp"
#include "torture/faults.hpp"
#include "torture/life.hpp"
#include "torture/restart.hpp"
#include "views/register.hpp"

namespace recert::torture {

namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kLivesADirectory = 5;
constexpr std::uint64_t kMillisecondsMax = 300;
constexpr milliseconds kPointWithin{3'000};

// Lives one after the other on one directory, each ended and judged.
class Lives {
  public:
    explicit Lives(Tally& tally) : tally_(tally) {}
    ~Lives() { tally_.acknowledged += told_.count(); }

    const std::filesystem::path& data() const { return data_; }
    Told& told() { return told_; }
    std::string next_name() { return "life" + std::to_string(++lives_); }

    void end(Life& life, bool is_injected) {
        told_.see_checkpoint(data_);
        const bool was_killed = life.kill();
        ++tally_.runs;
        if (is_injected) ++tally_.injected;
        if (!was_killed) tally_.differ("a life ended by itself:" + life.said());
        unanswered_ = life.unanswered();
    }

    void judge() {
        const Status started = judge_restart({options_of(data_), unanswered_}, told_, tally_);
        if (!started) tally_.differ("no start after a kill: " + started.error().message);
    }

  private:
    support::ScratchDirectory scratch_;
    const std::filesystem::path data_ = scratch_.path() / "data";
    Tally& tally_;
    Told told_;
    std::set<std::string> unanswered_;
    std::uint64_t lives_ = 0;
};

// Also while it starts and recovers.
void live_a_while(Chance& chance, Life& life) {
    if (pick(chance, 4) > 0) life.wait_until_ready();
    life.wait_for_end(milliseconds(pick(chance, kMillisecondsMax)));
}

}  // namespace

Tally kill_at_random(const Order& order) {
    constexpr std::uint64_t kRunsMin = 4;  // some end before anybody is answered
    Tally tally;
    Chance chance(order.seed);
    while (order.goes_on(tally.runs, kRunsMin)) {
        Lives lives(tally);
        for (std::uint64_t i = 0; i < kLivesADirectory && order.goes_on(tally.runs, kRunsMin);
             ++i) {
            Life life({lives.data(), lives.next_name(), false, order.broken}, lives.told());
            live_a_while(chance, life);
            lives.end(life, true);
            lives.judge();
        }
    }
    return tally;
}

Tally kill_at_points(const Order& order) {
    constexpr auto kPoints = std::to_array<std::string_view>(
        {"before-batch", "after-batch", "checkpoint-rename", "rebuild", "backup"});
    Tally tally;
    Chance chance(order.seed);
    while (order.goes_on(tally.runs)) {
        Lives lives(tally);
        for (const std::string_view point : kPoints) {
            const bool is_rare = point == "checkpoint-rename";
            const std::uint64_t times = 1 + pick(chance, is_rare ? 2 : 40);
            LifeOrder life_order{lives.data(), lives.next_name(), point == "rebuild", order.broken};
            life_order.backs_up = point == "backup";
            life_order.crash_at = std::string(point) + ':' + std::to_string(times);
            Life life(life_order, lives.told());
            lives.end(life, life.wait_for_end(kPointWithin));
            lives.judge();
        }
    }
    return tally;
}

Tally kill_in_rebuild(const Order& order) {
    Tally tally;
    Chance chance(order.seed);
    while (order.goes_on(tally.runs)) {
        Lives lives(tally);
        for (std::uint64_t i = 0; i < kLivesADirectory && order.goes_on(tally.runs); ++i) {
            Life life({lives.data(), lives.next_name(), true}, lives.told());
            const bool was_ready = life.wait_until_ready();
            life.wait_for_end(milliseconds(pick(chance, kMillisecondsMax)));
            lives.end(life, was_ready);
            if (order.broken) {  // a build takes over before it is complete
                const auto options = options_of(lives.data());
                const auto opened =
                    service::open_ledger({options.data, options.origin, false, true, nullptr, 0});
                if (!opened) continue;
                const views::Build other{1'000};
                const ledger::ViewChange change{views::live_build_key(),
                                                views::live_build_value(other)};
                if (!opened->log->change_views({&change, 1})) continue;
            }
            lives.judge();
        }
    }
    return tally;
}

Tally two_processes(const Order& order) {
    Tally tally;
    Chance chance(order.seed);
    while (order.goes_on(tally.runs)) {
        Lives lives(tally);
        Life life({lives.data(), lives.next_name()}, lives.told());
        life.wait_until_ready();
        if (order.broken)  // nothing keeps the second one out
            for (const char* store : {"ledger", "keys/holders", "accesses"})
                std::filesystem::remove(lives.data() / store / "LOCK");
        const auto second = service::LedgerService::open(options_of(lives.data()));
        if (second)
            tally.differ("a second process was let in");
        else if (second.error().message.find("in use by another process") == std::string::npos)
            tally.differ("the refusal does not tell why: " + second.error().message);
        else
            ++tally.refused;
        const std::uint64_t before = lives.told().count();
        life.wait_for_end(milliseconds(20 + pick(chance, kMillisecondsMax)));
        if (lives.told().count() == before) tally.differ("the first process was disturbed");
        lives.end(life, true);
        if (!order.broken) lives.judge();
    }
    return tally;
}

}  // namespace recert::torture
