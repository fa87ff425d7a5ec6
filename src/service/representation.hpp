// What an append answers: its events, and for a credential how it stands after them.
//
// Judged as known at the append's last event, on the day that event was recorded: the same answer
// whenever it is asked for again. Thread-safe. Errors: corrupt, storage.
#pragma once

#include "service/states.hpp"

namespace recert::service {

Result<events::Json> represent(const Reading& reading, const Appended& appended,
                               const Principal& who);

}  // namespace recert::service
