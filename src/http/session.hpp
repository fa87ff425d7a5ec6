// One connection: reads requests, has them handled, writes the answers, in order.
#pragma once

#include "http/loop.hpp"

namespace recert::http {

// Takes over an accepted socket, on its loop's thread. A refused one is told 503 and closed.
void serve(Loop& loop, int socket, bool refused);

}  // namespace recert::http
