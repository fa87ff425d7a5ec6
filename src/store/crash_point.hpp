// Named points at which the process may be told to die, as if killed from outside:
// `RECERT_CRASH_AT=<point>:<n>` ends it, by SIGKILL, the n-th time (from 1) the point is passed.
//
// Compiled in by the `faults` preset only (RECERT_FAULTS); otherwise a call is nothing at all.
// Points of this layer: `before-batch`, `after-batch` (before the answer), `checkpoint-rename`.
#pragma once

#include <string_view>

namespace recert::store {

#ifdef RECERT_FAULTS
void crash_point(std::string_view name);
#else
inline void crash_point(std::string_view) {}
#endif

}  // namespace recert::store
