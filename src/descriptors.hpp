// How many connections the limit of open files leaves room for.
#pragma once

#include <cstddef>

namespace recert {

// Raises this process's soft limit to the hard one first (`ulimit -n`).
std::size_t connections_allowed();

}  // namespace recert
