// What becomes of a credential besides renewals: suspended, revoked, surrendered, retired, and some
// of it taken back.
#pragma once

#include "demo/credential.hpp"

namespace recert::demo {

// Deals the credential its turn, once, and enters it into the diary.
void take_a_turn(Credential& c);

}  // namespace recert::demo
