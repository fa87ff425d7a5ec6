#include "support/failing_calls.hpp"

#include <sys/stat.h>
#include <sys/types.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstddef>

namespace {

std::atomic<unsigned> until_failure{0};  // calls, the failing one too; 0: none will
std::atomic<bool> failed{false};
std::atomic<int> error_number{0};
std::atomic<bool> interrupts{false};
std::atomic<unsigned> interruptible{0};

// Whether this call fails; errno is set.
bool meets_failure() {
    unsigned left = until_failure.load();
    while (left > 0 && !until_failure.compare_exchange_weak(left, left - 1)) {
    }
    if (left != 1) return false;
    failed = true;
    errno = error_number;
    return true;
}

bool meets_interruption() {
    if (!interrupts || interruptible.fetch_add(1) % 2 == 1) return false;
    errno = EINTR;
    return true;
}

}  // namespace

// NOLINTBEGIN(bugprone-reserved-identifier): the linker's names
extern "C" {

int __real_open(const char* path, int flags, ...);
ssize_t __real_read(int file, void* to, std::size_t bytes);
ssize_t __real_write(int file, const void* from, std::size_t bytes);
int __real_fsync(int file);
int __real_fchmod(int file, mode_t mode);
int __real_rename(const char* from, const char* to);
int __real_mkdir(const char* path, mode_t mode);

int __wrap_open(const char* path, int flags, ...) {
    std::va_list more;
    va_start(more, flags);
    const auto mode = va_arg(more, mode_t);
    va_end(more);
    return meets_interruption() || meets_failure() ? -1 : __real_open(path, flags, mode);
}

ssize_t __wrap_read(int file, void* to, std::size_t bytes) {
    return meets_interruption() || meets_failure() ? -1 : __real_read(file, to, bytes);
}

ssize_t __wrap_write(int file, const void* from, std::size_t bytes) {
    if (meets_interruption()) return -1;
    if (!meets_failure()) return __real_write(file, from, bytes);
    [[maybe_unused]] const auto half = __real_write(file, from, bytes / 2);
    errno = error_number;
    return -1;
}

int __wrap_fsync(int file) { return meets_failure() ? -1 : __real_fsync(file); }

int __wrap_fchmod(int file, mode_t mode) {
    return meets_failure() ? -1 : __real_fchmod(file, mode);
}

int __wrap_rename(const char* from, const char* to) {
    return meets_failure() ? -1 : __real_rename(from, to);
}

int __wrap_mkdir(const char* path, mode_t mode) {
    return meets_failure() ? -1 : __real_mkdir(path, mode);
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier)

namespace recert::support {

void fail_call(unsigned n, int error) {
    until_failure = 0;
    failed = false;
    error_number = error;
    until_failure = n;
}

bool has_failed() { return failed; }

void interrupt_calls(bool wanted) { interrupts = wanted; }

}  // namespace recert::support
