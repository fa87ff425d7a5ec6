// What the system knows of this process, under the names that dashboards expect. Linux's /proc.
#pragma once

#include "metrics/exposition.hpp"

namespace recert::metrics {

// Resident memory and descriptors; what cannot be read is left out.
void expose_process(Exposition& out);

}  // namespace recert::metrics
