// Named points at which the process may be told to die, as if killed from outside:
// `RECERT_CRASH_AT=<point>:<n>` ends it, by SIGKILL, the n-th time (from 1) the point is passed.
//
// Compiled in by the `faults` preset only (RECERT_FAULTS); otherwise a call is nothing at all.
// Points: `before-batch`, `after-batch` (before the answer), `checkpoint-rename`, `backup` (a
// part of a store is copied, or all of it); and, passed by the service, `rebuild` (some rows of a
// new build are written).
#pragma once

#include <string_view>

namespace recert::store {

#ifdef RECERT_FAULTS
void crash_point(std::string_view name);
#else
inline void crash_point(std::string_view) {}
#endif

}  // namespace recert::store
