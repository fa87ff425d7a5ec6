// Keeping a credential: one term after the other, from what is learnt and paid to the renewal, or
// to what comes without one.
#pragma once

#include "demo/credential.hpp"

namespace recert::demo {

// Enters into the diary what happens in a term that was granted.
void live_through(Credential& c, const Term& term);

}  // namespace recert::demo
