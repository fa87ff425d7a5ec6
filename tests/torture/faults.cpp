#include "torture/faults.hpp"

#include <array>

namespace recert::torture {

namespace {

constexpr auto kFaults = std::to_array<Fault>({
    {1, "kill -9 at random times", kill_at_random},
    {2, "kill at named points", kill_at_points, {}, true},
    {3, "torn tail of a write-ahead log", tear_tail},
    {4, "a flipped bit", flip_bits},
    {5, "a lost file", lose_files},
    {6, "yesterday's directory, today's checkpoint", go_back_a_day},
    {7, "a sync fails", fail_syncs},
    {8, "disk full", fill_disk},
    {9, "power cut", cut_power},
    {10, "EINTR, short reads, EMFILE, ENOMEM", fail_calls},
    {11, "the clock goes back", put_clock_back},
    {12, "slow disk", slow_disk},
    {13, "the same key at once", repeat_keys, "a client cut in mid-request, as sockets see it"},
    {14, "two processes on one directory", two_processes},
    {15, "kill in a rebuild", kill_in_rebuild, "a kill in an upgrade"},
});

}  // namespace

std::span<const Fault> faults() { return kFaults; }

bool has_crash_points() {
#ifdef RECERT_FAULTS
    return true;
#else
    return false;
#endif
}

}  // namespace recert::torture
