// The core of the service on one thread, over a disk with faults: what the sequencer and the
// committer do with queue, decider, vault and log, in an order that chance chooses.
//
// A world is one directory and what its clients were told; a schedule is one life of the service in
// it, from a start to a stop, a crash, a power cut or a failing sync at any write. After each, what
// was told is there, unanswered requests have one answer, the signed trees stand, and the register
// is what the events say. The same seed makes the same world. Leaves out threads: their own tests
// and tools/torture have them.
#pragma once

#include <cstdint>
#include <string>

#include "torture/tally.hpp"

namespace recert::simulation {

inline constexpr std::uint64_t kSchedulesAWorld = 12;

struct Course {
    torture::Tally tally{};  // runs: schedules; injected: crashes of any kind; refused: requests
    std::string head;        // size and root of the tree at the end
};

// `sync` false: a product that does not, which must show.
Course simulate_world(std::uint64_t seed, bool sync = true);

}  // namespace recert::simulation
