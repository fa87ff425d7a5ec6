// What was asked about: `as_of` a day, `known_at` an entry of the ledger.
//
// Errors: bad-parameter, its pointer the parameter's name. Pure but for the reader.
#pragma once

#include <optional>
#include <string>

#include "events/values.hpp"
#include "ledger/reader.hpp"
#include "result.hpp"

namespace recert::service {

// The last entry known; nullopt: nothing was known yet.
using Known = std::optional<Seq>;

// A seq that exists, or an instant that is not in the future; absent: all that the reader has.
Result<Known> parse_known_at(const ledger::Reader& reader, const std::optional<std::string>& text,
                             events::Instant now);

Result<events::Date> parse_as_of(const std::optional<std::string>& text, events::Date today);

// When the entry was recorded.
Result<events::Instant> recorded_at(const ledger::Reader& reader, Seq seq);

}  // namespace recert::service
