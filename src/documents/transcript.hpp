// The transcript of a credential as PDF: what service/papers.hpp tells, on as many pages as it
// takes.
//
// Any script; the same transcript gives the same bytes: the file's date is that of the entry it was
// known at. Threads: any.
#pragma once

#include <string>

#include "documents/canvas.hpp"
#include "events/json.hpp"
#include "result.hpp"

namespace recert::documents {

// `verification`: where anybody may check the credential; empty: not told.
// Errors: bad-parameter (cycle) for one of too many pages.
Result<std::string> transcript_pdf(const events::Json& transcript, const std::string& verification,
                                   Paper paper);

}  // namespace recert::documents
