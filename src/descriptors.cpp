#include "descriptors.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace recert {

namespace {
constexpr rlim_t kKeptForFiles = 512;  // the store's, and whatever else is not a connection
}

std::size_t connections_allowed() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return kKeptForFiles;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    return std::max(limit.rlim_cur, 2 * kKeptForFiles) - kKeptForFiles;
}

}  // namespace recert
