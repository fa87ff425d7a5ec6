// Faults 11 and 13: what comes from outside: a clock that goes back, one key many times at once.
#include <atomic>

#include "events/event.hpp"
#include "support/scratch_directory.hpp"
#include "support/unsynced_loss_fs.hpp"
#include "torture/clients.hpp"
#include "torture/faults.hpp"
#include "torture/image.hpp"
#include "torture/restart.hpp"

namespace recert::torture {

namespace {

using std::chrono::milliseconds;

class JumpingClock final : public service::Clock {
  public:
    events::Instant now() const override { return events::Instant(milliseconds(now_.load())); }
    void jump(std::int64_t to) { now_.store(to); }

  private:
    std::atomic<std::int64_t> now_{1'780'000'000'000};  // in 2026
};

std::string recorded_at(const std::string& entry) {
    return events::parse(entry).value().value("recorded_at", "");
}

}  // namespace

Tally put_clock_back(const Order& order) {
    constexpr std::uint64_t kDays = 100;
    constexpr std::int64_t kDayMilliseconds = 86'400'000;
    constexpr int kJumps = 20;
    Tally tally;
    Chance chance(order.seed);
    while (order.goes_on(tally.runs)) {
        const support::ScratchDirectory scratch;
        const auto clock = std::make_shared<JumpingClock>();
        service::ServiceOptions options = quick_options_of(scratch.path() / "data");
        options.clock = clock;
        Told told;
        std::string last;
        for (int life = 0; life < 2; ++life) {
            const auto service = service::LedgerService::open(options);
            if (!service || !prepare(**service)) return tally.differ("no start"), tally;
            for (int i = 0; i < kJumps; ++i) {
                const events::Instant before = clock->now();
                const auto days = static_cast<std::int64_t>(pick(chance, kDays)) - 50;
                clock->jump(before.time_since_epoch().count() + days * kDayMilliseconds);
                tally.injected += days < 0;
                const std::string key =
                    key_of("jump" + std::to_string(life), 0, static_cast<std::uint64_t>(i));
                const auto appended = ask(**service, logging(key));
                if (!appended) return tally.differ(appended.error().message), tally;
                told.take(key, appended->first, appended->entries);
                // Broken: recorded when the clock says.
                const std::string at = order.broken ? events::format_instant(clock->now())
                                                    : recorded_at(appended->entries.front());
                if (at < last) tally.differ("recorded at " + at + ", after " + last);
                last = at;
            }
        }
        ++tally.runs;
        tally.acknowledged += told.count();
        const Status started = judge_restart({options}, told, tally);
        if (!started) tally.differ("no start afterwards: " + started.error().message);
    }
    return tally;
}

Tally repeat_keys(const Order& order) {
    constexpr unsigned kAtOnce = 8;
    constexpr std::uint64_t kKeys = 20;
    Tally tally;
    const support::ScratchDirectory scratch;
    const service::ServiceOptions options = quick_options_of(scratch.path() / "data");
    Told told;
    while (order.goes_on(tally.runs)) {
        const auto service = service::LedgerService::open(options);
        if (!service || !prepare(**service)) return tally.differ("no start"), tally;
        for (std::uint64_t number = 0; number < kKeys; ++number) {
            const std::string key = key_of("run" + std::to_string(tally.runs), 0, number);
            std::atomic<unsigned> made{0};
            std::vector<std::thread> threads;
            for (unsigned i = 0; i < kAtOnce; ++i)
                threads.emplace_back([&, i] {
                    // Broken: the key is not looked at; nobody waits for the first, who has gone.
                    const std::string sent = order.broken ? key + std::to_string(i) : key;
                    if (i == 0) return (*service)->append(logging(sent), [](const auto&) {});
                    const auto outcome = ask(**service, logging(sent));
                    if (!outcome) return;
                    made += !outcome->replayed;
                    told.take(key, outcome->first, outcome->entries);
                });
            for (std::thread& thread : threads) thread.join();
            ++tally.injected;
            if (made.load() > 1)
                tally.differ("one key was taken " + std::to_string(made.load()) + " times");
        }
        ++tally.runs;
    }
    tally.acknowledged = told.count();
    const Status started = judge_restart({options}, told, tally);
    if (!started) tally.differ("no start afterwards: " + started.error().message);
    return tally;
}

}  // namespace recert::torture
