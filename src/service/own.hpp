// What is a provider's or an instructor's own: told by what the event names, and by the program.
// Pure.
#pragma once

#include <string>

#include "events/event.hpp"
#include "projections/program.hpp"
#include "service/service.hpp"

namespace recert::service {

// Whether what such a role appends comes from the program beside the credential.
bool names_its_own(Role role);

// A provider's activity names it, and the program approves it on the day it was completed; an
// instructor's practicum is listed in the token, or the schedule names the instructor.
// Errors: forbidden, pointing at the field of the event.
Status check_named(const Principal& who, const events::Event& event,
                   const projections::Program& program);

}  // namespace recert::service
