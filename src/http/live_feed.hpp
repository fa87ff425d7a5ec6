// GET /v1/events as text/event-stream: what is past, then what comes, without a gap or a repeat.
//
// `id` is the seq, `event` the event's type, `data` the envelope. It goes on after Last-Event-ID
// or, without one, `after`. A follower is nothing but a position: it reads the ledger at its own
// pace, and is woken when that has grown. A comment every kHeartbeat shows that the line is alive.
// When the server ends, the answer ends; the client comes again after kRetry, with its
// Last-Event-ID. Errors: bad-parameter, also for an event that is still to come; overloaded.
#pragma once

#include "http/call.hpp"

namespace recert::http {

inline constexpr std::chrono::seconds kHeartbeat{15};
inline constexpr std::chrono::milliseconds kRetry{2'000};

Result<Response> follow_events(const Call& call, std::optional<events::StreamName> stream);

}  // namespace recert::http
