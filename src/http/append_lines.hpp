// POST /v1/events: an append a line, answered line by line while the lines still come.
//
// Each line is {"stream", "type", "occurred_at"?, "data", "key"?}; its answer is {"line", "seq",
// "version"} (of its event, and of the stream after what followed) or {"line", "error": {problem}},
// pointers into the line. Answers come in the order of the lines, and lines are appended in it; a
// line's refusal does not stop the next. A first event of a stream that is not there begins it.
// Blank lines are counted and passed over; one longer than kLineBytesMax is refused alone. A body
// that breaks off ends with an error line that says why. When the server ends, the lines taken are
// answered, and no others.
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::size_t kLineBytesMax = 1 << 20;
// Taken and not yet answered; lines are read no faster. Two groups' worth: one is decided while the
// other is made durable.
inline constexpr std::size_t kLinesUnderWayMax = 2'048;
inline constexpr std::size_t kLineBytesUnderWayMax = 4 << 20;

Result<Response> append_lines(const Call& call);

}  // namespace recert::http
