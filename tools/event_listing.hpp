// Events of a ledger, those asked for, as text, NDJSON or CSV; and how each of them moved the
// standing of its credential.
//
// A standing is that before the event and that after it, both on the day the event takes effect
// (or --as-of), in what was known with it. What an event of a program, a holder or an organization
// did to credentials is not told. NDJSON without explanations is the entries, byte for byte.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "events/json.hpp"
#include "result.hpp"
#include "tools/history.hpp"
#include "tools/place_options.hpp"
#include "tools/source.hpp"

namespace recert::tools {

enum class ListingFormat { text, ndjson, csv };

struct EventQuestion {
    std::optional<Seq> from;
    std::optional<Seq> to;
    std::optional<Seq> known_at;                // nothing after this entry,
    std::optional<events::Instant> known_time;  // nor after this instant, is known
    std::optional<events::Date> as_of;          // nor did what takes effect later happen
    std::string stream;                         // empty: all
    std::string program;                        // its own stream, and its credentials'
    std::string actor;
    ListingFormat format = ListingFormat::text;
    bool explain = false;
};

// How many were written. Errors: those of follow().
Result<std::uint64_t> list_events(Source& source, const EventQuestion& question, std::ostream& out,
                                  const Progress& progress);

}  // namespace recert::tools
