// Audits: once a year for each program, announced, drawn, answered and closed.
//
// The draw is the demo's own dice, and says so where a real one names its checkpoint: the root of a
// ledger with random salts cannot come out the same twice.
#pragma once

#include "demo/diary.hpp"

namespace recert::demo {

struct World;

void plan_audits(World& world, Date start, int years);

}  // namespace recert::demo
