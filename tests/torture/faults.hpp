// The faults of the table in the design (log, section 9), by its numbers: what each does and which
// oracle judges it stands with its function. Each runs until its time is over, at least once.
#pragma once

#include <span>
#include <string_view>

#include "torture/tally.hpp"

namespace recert::torture {

// kills.cpp: a process of its own, killed
Tally kill_at_random(const Order& order);   // 1
Tally kill_at_points(const Order& order);   // 2, in the preset `faults` only
Tally kill_in_rebuild(const Order& order);  // 15
Tally two_processes(const Order& order);    // 14
// damage.cpp: to the files of a stopped ledger
Tally tear_tail(const Order& order);      // 3
Tally flip_bits(const Order& order);      // 4
Tally lose_files(const Order& order);     // 5
Tally go_back_a_day(const Order& order);  // 6
// disks.cpp: a disk that fails, fills, loses, is slow
Tally fail_syncs(const Order& order);  // 7
Tally fill_disk(const Order& order);   // 8
Tally cut_power(const Order& order);   // 9
Tally fail_calls(const Order& order);  // 10
Tally slow_disk(const Order& order);   // 12
// asking.cpp: what comes from outside
Tally put_clock_back(const Order& order);  // 11
Tally repeat_keys(const Order& order);     // 13

struct Fault {
    unsigned number;
    std::string_view name;
    Tally (*run)(const Order&);
    std::string_view waiting = {};  // what of the row later issues bring
    bool needs_crash_points = false;
};

std::span<const Fault> faults();

// Compiled in by the preset `faults`.
bool has_crash_points();

}  // namespace recert::torture
