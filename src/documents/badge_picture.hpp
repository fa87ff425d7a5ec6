// The picture of a badge, as PNG: a rosette with the program, who certifies and until when. Drawn
// by cairo and pango; on one installation the same words give the same bytes. Thread-safe.
//
// Nobody's name is in it: it is what is shown around, and the credential within says whose it is.
#pragma once

#include <string>

#include "projections/badge.hpp"
#include "result.hpp"

namespace recert::documents {

// Errors: storage, where nothing could be drawn.
Result<std::string> badge_picture(const projections::BadgeFacts& facts);

}  // namespace recert::documents
