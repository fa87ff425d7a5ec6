// Which events may change a decision about a credential without being said of it: those of its
// program, holder or organization. Whoever sweeps begins with them.
#pragma once

#include "events/event.hpp"

namespace recert::projections {

// False: no credential needs to be decided again because of it. A credential's own event is
// followed by its decisions in its own append.
bool may_change_decisions(const events::Event& event);

}  // namespace recert::projections
