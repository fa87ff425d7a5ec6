// Where a list goes on, and as of and as known when. Opaque to clients; a made-up one is a
// bad-parameter.
#pragma once

#include <optional>
#include <string>

#include "events/event.hpp"
#include "result.hpp"

namespace recert::service {

struct Cursor {
    std::uint64_t next = 0;  // a seq; in a stream: versions passed; else items passed
    Seq known;
    std::optional<std::string> stream;
    std::optional<std::string> type;  // of events; else which list it is
    std::optional<std::string> as_of;
    std::optional<std::string> after{};  // the last id passed, in a list by id
};

std::string write_cursor(const Cursor& cursor);
Result<Cursor> read_cursor(const std::string& text);

}  // namespace recert::service
