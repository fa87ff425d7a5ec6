// System calls of this program's own code that fail on demand: what FileSystemWrapper is for
// RocksDB's files, for the few small files beside it.
//
// Links with recert_failing_calls, which has the linker lead open, read, write, fsync, fchmod,
// rename and mkdir here; calls of shared libraries are not met. Thread-safe.
#pragma once

namespace recert::support {

// The n-th call from now on (1: the next) fails with `error`, a write after half of its bytes; 0:
// none. Those after it succeed.
void fail_call(unsigned n, int error);
// Whether the call that was to fail has come, and failed.
bool has_failed();
// The first of each two calls is interrupted, until told otherwise.
void interrupt_calls(bool interrupts);

}  // namespace recert::support
