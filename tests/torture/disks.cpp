// Faults 7 to 10 and 12: a disk that fails, fills up, loses what was not synced, or is slow.
#include <algorithm>
#include <numeric>

#include "support/faulty_fs.hpp"
#include "support/scratch_directory.hpp"
#include "support/unsynced_loss_fs.hpp"
#include "torture/clients.hpp"
#include "torture/faults.hpp"
#include "torture/restart.hpp"

namespace recert::torture {

namespace {

using support::Failing;
using support::FaultyFs;
using support::Trouble;
using support::UnsyncedLossFs;

constexpr std::uint64_t kDiskBytes = std::uint64_t{6} << 20;
constexpr std::uint64_t kReserveBytes = std::uint64_t{4} << 20;

const service::Principal kAdmin{service::Role::admin, "torture"};

// A service on a disk with troubles over one that loses what was not synced.
struct Bench {
    support::ScratchDirectory scratch{};
    std::shared_ptr<UnsyncedLossFs> under = std::make_shared<UnsyncedLossFs>();
    std::shared_ptr<FaultyFs> disk = std::make_shared<FaultyFs>(under);
    service::ServiceOptions options = options_of(scratch.path() / "data");
    Told told{};
    std::mutex mutex{};
    std::set<std::string> unanswered{};
    std::map<ErrorCode, std::uint64_t> refusals{};

    explicit Bench(bool sync = true) {
        options.file_system = disk;
        options.sync = sync;
    }

    // For clients that stop when nothing is taken any more.
    bool hear(const std::string& key, const Result<service::Appended>& outcome) {
        if (outcome) {
            told.take(key, outcome->first, outcome->entries);
            return true;
        }
        const std::lock_guard lock(mutex);
        ++refusals[outcome.error().code];
        unanswered.insert(key);
        return false;
    }
    Clients::Hear hearing() {
        return [this](const auto& key, const auto& outcome) { return hear(key, outcome); };
    }

    Status first_start() {
        const auto service = service::LedgerService::open(options);
        if (!service) return tl::unexpected(service.error());
        return prepare(**service);
    }

    // After the fault, on a disk without one.
    void judge(Tally& tally) {
        disk->fail_at({});
        options.sync = true;
        const Status started = judge_restart({options, unanswered}, told, tally);
        if (!started) tally.differ("no start afterwards: " + started.error().message);
        tally.acknowledged += told.count();
    }
};

void expect_reads(Bench& bench, const service::Service& service, Tally& tally) {
    const auto entries = bench.told.entries();
    if (entries.empty()) return;
    const auto& [seq, bytes] = *entries.rbegin();
    if (service.entry({seq}, kAdmin).value_or("") != bytes)
        tally.differ("reads do not go on: entry " + std::to_string(seq));
}

// A failed read is an answer of its own; after a failed write nobody knows.
bool is_due(ErrorCode code, const Failing& failing) {
    const bool is_of_a_read = code == ErrorCode::storage || code == ErrorCode::corrupt;
    return code == ErrorCode::outcome_unknown || code == ErrorCode::read_only ||
           (is_of_a_read && !failing.syncs_only);
}

// One life in which the chosen call fails, counted from the start or from when it is ready; what of
// the contract shows before the end.
void live_with(Bench& bench, const Failing& failing, bool from_start, std::uint64_t each,
               Tally& tally) {
    if (from_start) bench.disk->fail_at(failing);
    const auto service = service::LedgerService::open(bench.options);
    if (!service) {
        ++tally.refused;
        return;
    }
    if (!from_start) bench.disk->fail_at(failing);
    Clients(**service, "life", each, bench.hearing()).wait();
    tally.refused += !bench.refusals.empty();
    const bool has_failed_writes = bench.refusals.contains(ErrorCode::outcome_unknown) ||
                                   bench.refusals.contains(ErrorCode::read_only);
    if (has_failed_writes && (*service)->ready()) tally.differ("ready after a failed write");
    if (has_failed_writes && ask(**service, logging(key_of("late", 0, 0))))
        tally.differ("appended after a failed write");
    for (const auto& [code, count] : bench.refusals)
        if (!is_due(code, failing))
            tally.differ("a failed call is answered with " + code_name(code));
    if (failing.syncs_only) expect_reads(bench, **service, tally);
}

}  // namespace

Tally fail_syncs(const Order& order) {
    constexpr std::uint64_t kEach = 8;
    Tally tally;
    Chance chance(order.seed);
    // The first, the second, … until a run passes clean; then from the first again.
    bool from_start = false;
    for (std::uint64_t call = 1; order.goes_on(tally.runs, 2); ++call) {
        Bench bench(!order.broken);
        if (const Status begun = bench.first_start(); !begun)
            return tally.differ("no first start: " + begun.error().message), tally;
        live_with(bench, {call, Trouble::error, pick(chance, 2) == 0, true}, from_start, kEach,
                  tally);
        ++tally.runs;
        const bool is_injected = bench.disk->failed() > 0;
        tally.injected += is_injected;
        bench.under->lose_unsynced(chance());
        bench.judge(tally);
        if (is_injected) continue;
        call = 0;
        from_start = !from_start;
    }
    return tally;
}

Tally fail_calls(const Order& order) {
    constexpr std::uint64_t kEach = 3;
    Tally tally;
    Chance chance(order.seed);
    const std::vector<Trouble> troubles = {Trouble::interrupted, Trouble::short_read,
                                           Trouble::no_files, Trouble::no_memory, Trouble::error};
    std::vector<std::uint64_t> left;  // calls that have not failed yet, in a random order
    while (order.goes_on(tally.runs, 2)) {
        Bench bench;
        if (const Status begun = bench.first_start(); !begun)
            return tally.differ("no first start: " + begun.error().message), tally;
        Failing failing;
        if (!left.empty()) {
            failing = {left.back(), troubles.at(tally.runs % troubles.size()),
                       pick(chance, 2) == 0};
            if (order.broken) failing = {1, Trouble::swallowed, true};
            left.pop_back();
        }
        live_with(bench, failing, !order.broken, kEach, tally);
        ++tally.runs;
        tally.injected += bench.disk->failed() > 0;
        if (failing.call == 0) {  // a clean run tells how many calls there are
            left.resize(bench.disk->calls());
            std::iota(left.begin(), left.end(), std::uint64_t{1});
            std::shuffle(left.begin(), left.end(), chance);
        }
        bench.judge(tally);
    }
    return tally;
}

Tally cut_power(const Order& order) {
    constexpr std::uint64_t kEach = 200;
    constexpr std::uint64_t kCutAfterMax = 300;
    constexpr std::uint64_t kRunsMin = 6;  // some are cut before anybody is answered
    Tally tally;
    Chance chance(order.seed);
    while (order.goes_on(tally.runs, kRunsMin)) {
        Bench bench(!order.broken);
        if (const Status begun = bench.first_start(); !begun)
            return tally.differ("no first start: " + begun.error().message), tally;
        // The second perhaps while it recovers from the first.
        for (const char* life : {"life1", "life2"}) {
            bench.under->cut_power_after(pick(chance, kCutAfterMax));
            if (const auto service = service::LedgerService::open(bench.options); service)
                Clients(**service, life, kEach, bench.hearing()).wait();
            bench.under->cut_power();
            bench.under->lose_unsynced(chance());
            ++tally.runs;
            ++tally.injected;
        }
        bench.judge(tally);
    }
    return tally;
}

namespace {

// Appends until that is refused, then looks at what is due on a full disk, and makes room.
void fill(Bench& bench, service::Service& service, const Order& order, Tally& tally) {
    constexpr std::uint64_t kFillings = 10'000;
    const std::string note(2'500, 'x');
    for (std::uint64_t number = 0; number < kFillings; ++number) {
        const std::string key = key_of("full", number % kClients, number);
        service::Append request = logging(key);
        request.drafts.front().data["note"] = note;
        if (!bench.hear(key, ask(service, std::move(request)))) break;
    }
    const std::uint64_t refused = bench.refusals[ErrorCode::disk_reserve];
    tally.refused += refused;
    const Status ready = service.ready();
    if (refused == 0) tally.differ("a full disk is not answered with disk-reserve");
    if (ready || ready.error().code != ErrorCode::disk_reserve)
        tally.differ("ready on a full disk");
    expect_reads(bench, service, tally);
    bench.disk->shrink_to(2 * kDiskBytes);
    if (!order.broken && !ask(service, logging(key_of("room", 0, 0))))
        tally.differ("nothing is appended when there is room again");
}

}  // namespace

Tally fill_disk(const Order& order) {
    Tally tally;
    while (order.goes_on(tally.runs)) {
        Bench bench;
        bench.disk->shrink_to(kDiskBytes);
        bench.options.disk_reserve_bytes = order.broken ? 0 : kReserveBytes;
        {
            const auto service = service::LedgerService::open(bench.options);
            if (!service || !prepare(**service)) return tally.differ("no first start"), tally;
            fill(bench, **service, order, tally);
        }
        ++tally.runs;
        ++tally.injected;
        bench.options.disk_reserve_bytes = 0;
        bench.judge(tally);
    }
    return tally;
}

Tally slow_disk(const Order& order) {
    constexpr std::size_t kQueue = 16;
    constexpr std::uint64_t kBurst = 6'000;
    Tally tally;
    while (order.goes_on(tally.runs)) {
        Bench bench;
        if (!bench.first_start()) return tally.differ("no first start"), tally;
        bench.options.queue_max = order.broken ? kBurst : kQueue;
        {
            const auto service = service::LedgerService::open(bench.options);
            if (!service) return tally.differ(service.error().message), tally;
            bench.disk->slow_syncs(std::chrono::milliseconds(500));
            for (std::uint64_t number = 0; number < kBurst; ++number) {
                const std::string key = key_of("burst", number % kClients, number);
                (*service)->append(
                    logging(key), [&bench, key](const auto& outcome) { bench.hear(key, outcome); });
            }
            bench.disk->slow_syncs(std::chrono::milliseconds(0));
        }
        ++tally.runs;
        ++tally.injected;
        tally.refused += bench.refusals[ErrorCode::overloaded];
        if (bench.refusals[ErrorCode::overloaded] == 0 || bench.refusals.size() > 1)
            tally.differ("a queue behind a slow disk is not answered with overloaded");
        bench.unanswered.clear();  // what is refused is not recorded, and may be asked again
        bench.judge(tally);
    }
    return tally;
}

}  // namespace recert::torture
