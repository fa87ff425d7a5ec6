// Bodies that are objects of known members; those of a creation and of an append, checked for
// shape. What an event's `data` holds is the codec's business; here only the object around it.
//
// A line names its stream as well, and may hold an idempotency key of its own.
//
// Errors: malformed; schema, with a pointer into the body; too-large, for more than kDraftsMax.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "events/event.hpp"
#include "result.hpp"
#include "service/service.hpp"

namespace recert::http {

inline constexpr std::size_t kDraftsMax = 1000;

using MemberNames = std::initializer_list<std::string_view>;

// One object with no members but these.
Result<events::Json> parse_object(std::string_view body, MemberNames known);

struct Creation {
    std::string id;  // empty: the service makes one
    service::Draft draft;
};

// {"id"?, "occurred_at"?, "data"}
Result<Creation> parse_creation(std::string_view body, events::StreamKind kind);

// {"type", "occurred_at"?, "data"}, or an array of 1 … kDraftsMax of them.
Result<std::vector<service::Draft>> parse_drafts(std::string_view body);

struct LineDraft {
    events::StreamName stream;
    service::Draft draft;
    std::optional<std::string> key;
};

// {"stream", "type", "occurred_at"?, "data", "key"?}
Result<LineDraft> parse_line(std::string_view line);

}  // namespace recert::http
