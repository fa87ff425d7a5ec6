// Time zones, by their IANA names: the only place that asks the time-zone database. Everything
// downstream works with dates. Thread-safe.
#pragma once

#include <string_view>

#include "events/values.hpp"
#include "result.hpp"

namespace recert::service {

inline constexpr std::string_view kUtc = "UTC";

bool is_zone(std::string_view zone);

// The day it is in `zone` at that instant. Errors: schema, for a zone the database does not know.
Result<events::Date> local_date(events::Instant at, std::string_view zone);

// The day of an occurred_at in `zone`: a plain date is that day.
Result<events::Date> local_date(const events::OccurredAt& at, std::string_view zone);

// When that day begins in `zone`. Errors: as above.
Result<events::Instant> start_of_day(events::Date day, std::string_view zone);

}  // namespace recert::service
