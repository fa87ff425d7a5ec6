// GET /v1/events/{seq}/receipt: that an entry is in the tree of a signed checkpoint.
//
// Without `size` it is against the newest checkpoint, waited for without a thread if none covers
// the entry yet, and names the address at which it stays (Content-Location): with the checkpoint's
// size, where it never changes.
#pragma once

#include <string>

#include "http/call.hpp"

namespace recert::http {

std::string receipt_path(Seq seq);

void one_receipt(const Call& call, Answer answer);

}  // namespace recert::http
