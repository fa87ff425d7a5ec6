// Answers that wait for a signed checkpoint.
#pragma once

#include <functional>

#include "http/call.hpp"

namespace recert::http {

// Runs `work` on the read pool, once a checkpoint covers the entry or waiting for one is no use; at
// once for none. `work` outlives the call. `name` is a literal, for the log.
void answer_signed(const Call& call, std::optional<Seq> seq, const char* name,
                   std::function<Result<Response>()> work, Answer answer);

}  // namespace recert::http
