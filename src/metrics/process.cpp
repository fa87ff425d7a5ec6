#include "metrics/process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace recert::metrics {

void expose_process(Exposition& out) {
    std::uint64_t size_pages = 0;
    std::uint64_t resident_pages = 0;
    if (std::ifstream("/proc/self/statm") >> size_pages >> resident_pages) {
        out.gauge("process_resident_memory_bytes", "Resident memory.");
        out.sample(resident_pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
    }
    std::error_code error;
    std::uint64_t open = 0;
    for (std::filesystem::directory_iterator each("/proc/self/fd", error), end;
         !error && each != end; each.increment(error))
        ++open;
    if (open > 0) {
        out.gauge("process_open_fds", "Descriptors that are open.");
        out.sample(open);
    }
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        out.gauge("process_max_fds", "Descriptors that may be open.");
        out.sample(limit.rlim_cur);
    }
}

}  // namespace recert::metrics
