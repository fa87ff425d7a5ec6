// What a program offers and asks: its calendar, the versions of its rules, its prices. Each as of a
// day and as known at an entry, as states are (states.hpp), and to be read by everybody.
//
// Errors: not-found; bad-parameter (its pointer the parameter's name); of a quote also no-rules and
// unknown-organization. Thread-safe.
#pragma once

#include <string>

#include "service/states.hpp"

namespace recert::service {

Result<Page> practicums_of(const Reading& reading, const std::string& program,
                           const PracticumsQuery& query, const Principal& who);

// Versions that were published by then, the first one first.
Result<Page> rules_of(const Reading& reading, const std::string& program, const When& when,
                      const Paging& paging, const Principal& who);

// The document as it was published. Says no day, so that it stays the same from day to day.
Result<State> rules_version_of(const Reading& reading, const std::string& program,
                               std::int64_t version, const When& when, const Principal& who);

Result<State> quote_of(const Reading& reading, const std::string& program, const QuoteQuery& query,
                       const Principal& who);

}  // namespace recert::service
