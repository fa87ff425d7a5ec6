// The Open Badges 3.0 credential of one cycle, still to be signed (badge_proof.hpp). Same facts and
// issuer, same credential; a cycle has its own id, all cycles of a program have one achievement.
//
// Whom it is about is a urn:uuid made of the holder's id. The name stands in it for people, the
// e-mail address as a salted hash; without them nothing personal does. Pure.
#pragma once

#include "documents/badge_issuer.hpp"
#include "projections/badge.hpp"

namespace recert::documents {

events::Json badge_credential(const projections::Badge& badge, const BadgeIssuer& issuer);

}  // namespace recert::documents
